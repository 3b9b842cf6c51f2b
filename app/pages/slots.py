"""What a page puts into a lesson's text: widgets, questions, and numbers that follow a widget."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from app.checks import grade, present
from app.content import Lesson
from app.pages.kinds import KINDS
from app.pages.session import Placed
from app.pages.site import Site
from app.pages.visit import Visit
from app.progress import CheckProgress, LessonProgress
from app.ui.declared import DeclaredState
from app.ui.format import format_number
from app.ui.widget import Widget, json_number


def place_lesson(lesson: Lesson, visit: Visit | None) -> list[Placed]:
    """Return the widgets of a lesson; the query string may move one with fields such as `bars.p`."""
    query = {} if visit is None else visit.query
    return [
        place_one(
            item.id,
            KINDS[item.kind],
            item.options,
            {name.removeprefix(f"{item.id}."): text for name, text in query.items() if name.startswith(f"{item.id}.")},
        )
        for item in lesson.widgets.values()
    ]


def place_one(widget_id: str, widget: Widget, options: Mapping[str, Any], query: Mapping[str, str]) -> Placed:
    """Return a widget in its place; if the address asks for what cannot be, with its own start and the problem."""
    start = widget.State.from_options(options)
    try:
        return Placed(widget_id, widget, widget.State.from_query(query, start))
    except ValueError as error:
        return Placed(widget_id, widget, widget.State.from_options(options), str(error))


class PageSlots:
    """The slots of one lesson for one visit; keeps the contract `app.content.Slots`."""

    def __init__(
        self, site: Site, lesson: Lesson, visit: Visit, placed: list[Placed], progress: LessonProgress
    ) -> None:
        self._site = site
        self._lesson = lesson
        self._visit = visit
        self._placed = {item.id: item for item in placed}
        self._progress = progress

    def widget(self, widget_id: str) -> Markup:
        """Return a widget's slot, with the prediction that the learner has committed."""
        item = self._placed[widget_id]
        options = self._options(widget_id)
        key = (item.widget.kind, widget_id, json.dumps([item.state.as_dict(), options], sort_keys=True))
        return self._site.drawn.get(key, lambda: item.widget.html(item.state, widget_id, options))

    def check(self, check_id: str) -> Markup:
        """Return a question as this learner left it."""
        return check_html(self._site, self._lesson, check_id, self._progress)

    def playground(self, playground_id: str) -> Markup:
        """Return a program with what it prints; a script that is fetched when it is opened makes it run."""
        template = self._site.environment.get_template("playground.html")
        shown = self._lesson.playgrounds[playground_id]
        return Markup(template.render(lesson=self._lesson, playground=shown))  # noqa: S704 - an autoescaping template

    def live(self, ref: str) -> Markup:
        """Return a number of a widget's first state, marked so that the page keeps it true."""
        widget_id, quantity = ref.split(".", 1)
        state = self._placed[widget_id].state
        own = state.units if isinstance(state, DeclaredState) else {}
        unit = own.get(quantity, state.as_dict().get("unit"))
        text = "?" if self._pending(widget_id) else format_number(state.results()[quantity], unit)
        # A number with a unit of its own keeps it when the figure changes its unit.
        kept = Markup(' data-unit="{}"').format(own[quantity] or "") if quantity in own else ""
        return Markup('<span class="live live-{}" data-live="{}"{} tabindex="-1">{}</span>').format(
            quantity, ref, kept, text
        )

    def _pending(self, widget_id: str) -> bool:
        """Whether a widget waits for a prediction: until then the page does not give its numbers away."""
        prediction = self._lesson.widgets[widget_id].prediction
        return prediction is not None and prediction not in self._progress.predictions

    def _options(self, widget_id: str) -> dict[str, Any]:
        options: dict[str, Any] = dict(self._lesson.widgets[widget_id].options)
        options |= {
            "hide": [*options.get("hide", []), *self._visit.hidden],
            "projector": self._visit.projector,
            "link": f"/lab/{self._lesson.widgets[widget_id].kind}",
        }
        prediction = self._lesson.widgets[widget_id].prediction
        if prediction is not None:
            made = self._progress.predictions.get(prediction)
            options["prediction"] = prediction
            options["committed"] = (
                None
                if made is None
                else {"guess": json_number(made.guess), "truth": json_number(made.truth), "unit": made.unit}
            )
        return options


def check_html(
    site: Site, lesson: Lesson, check_id: str, progress: LessonProgress, refused: str | None = None
) -> Markup:
    """Return one question: prompt, last answer with its verdict, opened hints, and what can be done next.

    `refused` says why an answer was not even read.
    """
    questions = [slot.ref for slot in lesson.slots if slot.kind == "check"]
    name = f"Question {questions.index(check_id) + 1}"
    action = f"/lessons/{lesson.id}/checks/{check_id}"
    return question_html(site, lesson, check_id, progress.check(check_id), name=name, action=action, refused=refused)


def question_html(
    site: Site, lesson: Lesson, check_id: str, done: CheckProgress, *, name: str, action: str, refused: str | None
) -> Markup:
    """Return one question under a name, with what was `done`; its form is sent to the address `action`."""
    check = site.checks[lesson.id][check_id]
    seed = done.seed or 0
    shown = site.drawn.get((lesson.id, check_id, seed), lambda: present(check, seed))
    outcome = None
    if done.last is not None:
        text = done.last.answer_text
        outcome = grade(check, shown.seed, text if shown.kind == "numeric" else split_choice(text))
    template = site.environment.get_template("check.html")
    return Markup(  # noqa: S704 - an autoescaping template made it
        template.render(name=name, action=action, check=shown, done=done, outcome=outcome, refused=refused),
    )


def join_choice(chosen: Sequence[str]) -> str:
    """Return the ids of chosen options as one text, as an event keeps them."""
    return ",".join(chosen)


def split_choice(text: str) -> list[str]:
    """Return the ids of chosen options from an event's text."""
    return [option for option in text.split(",") if option]
