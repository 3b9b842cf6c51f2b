"""The three views as HTML, from their snapshots; the same templates stand in the page and come with each change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from app.pages.base.site import Site
from app.pages.http.cache import Cache
from app.room.answer import Answer, Look
from app.room.live import View
from app.room.phases import Room
from app.room.questions import Asked, ask
from app.room.snapshots import learner, presenter, wall
from app.room.telegram import dealt

_TEMPLATES: Final[Mapping[View, str]] = {
    View.PHONE: "room/phone_state.html",
    View.WALL: "room/wall_state.html",
    View.HOST: "room/host_state.html",
}


class Views:
    """What draws rooms; scenes are worked out once.

    Parameters
    ----------
    site
        The course, its checks and the templates.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _asked(self) -> Cache:
        return Cache(256)

    def asked(self, room: Room, scene: int | None = None) -> Asked:
        """Return a scene of a room as a question: the present one, if none is named."""
        written = room.scenes[room.scene if scene is None else scene]
        key = ("scene", json.dumps(written, sort_keys=True))
        asked: Asked = self._asked.get(key, lambda: ask(written, self._site.course, self._site.checks))
        return asked

    def draw(self, view: View, look: Look) -> str:
        """Return a view of a room as HTML, the same for everybody who looks."""
        return self.html(view, look)

    def html(
        self, view: View, look: Look, *, mine: Mapping[str, Any] | None = None, participant: str | None = None
    ) -> Markup:
        """Return a view; on a phone with what was answered, and with the letter that its owner is in a telegram."""
        asked, room = self.asked(look.room), look.room
        context: dict[str, Any] = {"mine": mine, "problem": None, "letter": ""}
        if participant is not None and asked.question.kind == "telegram":
            context["letter"] = asked.question.labels[dealt(asked.question.truth, participant, room.round)]
        match view:
            case View.PHONE:
                context["shown"] = learner(look, asked)
            case View.WALL:
                context["shown"] = wall(look, asked)
            case View.HOST:
                after = room.scene + 1
                title = self.asked(room, after).question.title if after < len(room.scenes) else None
                context["shown"] = presenter(look, asked, title)
        return Markup(self._site.environment.get_template(_TEMPLATES[view]).render(**context))  # noqa: S704 - autoescaping

    @staticmethod
    def given(answer: Answer | None) -> Mapping[str, Any] | None:
        """Return what a form needs to be filled in again."""
        return None if answer is None else {**answer.given, "confidence": answer.confidence}
