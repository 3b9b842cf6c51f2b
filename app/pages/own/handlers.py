"""The requests for a learner's own pages: how firm the ideas are, what is kept of them, and to take it along."""

from __future__ import annotations

import asyncio
import math
from datetime import UTC, datetime
from functools import partial
from typing import Final
from uuid import uuid4

from tornado.http1connection import HTTP1Connection
from tornado.httputil import HTTPFile, parse_body_arguments
from tornado.web import HTTPError, stream_request_body

from app.pages.base.handlers import SiteHandler
from app.pages.http.clock import ZONE, zone_of
from app.pages.http.learner import FROM_COURSE, MARK, forget_learner, tell_sure
from app.pages.own.mastery import all_guesses, chapters, figure_addresses, tally
from app.pages.own.sureness import sureness
from app.pages.review.session import day_said
from app.progress import (
    FORMS,
    LARGEST,
    SETTINGS,
    SURE,
    RecordFileError,
    SwitchSet,
    points_of,
    read_json,
)
from app.ui.format import format_number, format_percent

IN_THE_FORM: Final = 4096
"""Bytes around the file in the form that sends it."""
COST: Final = 20
"""A file costs a learner as much as so many answers; six may come at once."""


class MasteryHandler(SiteHandler):
    """`/mastery`: the ideas of the course, how firm each is, the learner's predictions, and what was earned."""

    async def get(self) -> None:
        """Show the page."""
        seen = await self.site.studied(self.visit, zone_of(self))
        study, course = seen.study, self.site.course
        if seen.note is None:  # it may have been switched on another device
            tell_sure(self, on=study.asks_how_sure, secure=self.policy.secure)
        map_of_ideas = chapters(course, study, self.site.probes)
        self.finish(
            self.site.environment.get_template("mastery.html").render(
                note=seen.note,
                study=study,
                due=seen.due,
                chapters=map_of_ideas,
                tally=tally(map_of_ideas),
                figures=self.site.parts.get("figures of ideas", lambda: figure_addresses(course)),
                guesses=all_guesses(course, study.progress),
                sureness=sureness(study.forecasts),
                number=format_number,
                percent=format_percent,
                infinity=math.inf,
                level_begins=points_of(study.level),
                next_begins=points_of(study.level + 1),
                day_said=partial(day_said, today=seen.due.today),
            )
        )


class SwitchHandler(SiteHandler):
    """`POST /mastery/points` and `/mastery/sure`: show what was earned, or do not; ask how sure one is, or do not."""

    async def post(self, name: str) -> None:
        """Keep the switch."""
        wanted = self.get_body_argument("show", "")
        if wanted not in {"on", "off"}:
            raise HTTPError(400, f"show is {wanted[:20]!r}; it must be on or off")
        switch = SwitchSet(
            event_id=str(uuid4()),
            learner=self.visit.learner,
            lesson=SETTINGS,
            at=datetime.now(UTC),
            zone=zone_of(self),
            name=name,
            on=wanted == "on",
        )
        await self.site.record.append(switch)
        if name == SURE:
            tell_sure(self, on=switch.on, secure=self.policy.secure)
        self.redirect(f"/mastery#{name}", status=303)


class YourDataHandler(SiteHandler):
    """`/your-data`: what is kept of a learner, how long and where; to take it along, and to have it forgotten."""

    async def get(self) -> None:
        """Show the page."""
        self.finish(your_data_html(self))


def your_data_html(handler: SiteHandler, said: str = "", problem: str = "") -> str:
    """Return the page, with a sentence about what was just done."""
    return handler.site.environment.get_template("your_data.html").render(said=said, problem=problem)


class ExportHandler(SiteHandler):
    """`/your-data/wrong-dictionary.json` and `.csv`: all events of the learner as a file."""

    async def get(self, name: str) -> None:
        """Send the file, some events at a time."""
        form = FORMS[name]
        self.set_header("Content-Type", form.kind)
        self.set_header("Content-Disposition", f'attachment; filename="wrong-dictionary.{name}"')
        self.write(form.head)
        between = ""
        async for events in self.site.record.events(self.visit.learner):
            self.write(between + await asyncio.to_thread(form.page, events))
            await self.flush()
            between = form.between
        self.finish(form.tail)


@stream_request_body
class ImportHandler(SiteHandler):
    """`POST /your-data/import`: a file that was saved here is brought in again, whole or not at all."""

    one_at_a_time = asyncio.Semaphore(1)
    """A file costs some tenths of a second, beside the loop; others wait."""

    def prepare(self) -> None:
        """Take a larger body than other forms."""
        self._chunks: list[bytes] = []
        assert isinstance(self.request.connection, HTTP1Connection)
        self.request.connection.set_max_body_size(LARGEST + IN_THE_FORM)
        super().prepare()

    def data_received(self, chunk: bytes) -> None:
        """Keep a piece of the form."""
        self._chunks.append(chunk)

    async def post(self) -> None:
        """Read the file, and keep what is new in it."""
        learner, now = self.visit.learner, datetime.now(UTC)
        try:
            async with self.one_at_a_time:
                self.site.record.spend(learner, COST)
                events = await asyncio.to_thread(read_json, self._file(), learner, now)
                new = await self.site.record.bring_in(events)
        except RecordFileError as error:
            self.set_status(400)
            self.finish(your_data_html(self, problem=str(error)))
            return
        many = "1 event" if len(events) == 1 else f"{len(events)} events"
        self.finish(your_data_html(self, said=f"{many} read, {new} of them new. All of it is in your record now."))

    def _file(self) -> bytes:
        files: dict[str, list[HTTPFile]] = {}
        parse_body_arguments(self.request.headers.get("Content-Type", ""), b"".join(self._chunks), {}, files)
        found = files.get("file", [])
        if not found or not found[0].body:
            raise RecordFileError("No file was chosen. Choose the one that you saved, whose name ends in .json.")
        return found[0].body


class ForgetHandler(SiteHandler):
    """`POST /forget`: delete everything that was kept of the learner; with `only=here`, of this browser alone."""

    async def post(self) -> None:
        """Forget, and show the course as to a newcomer."""
        if self.get_body_argument("only", "") != "here":
            await self.site.record.forget(self.visit.learner)
        forget_learner(self)
        for name in (ZONE, MARK, FROM_COURSE):
            if self.get_cookie(name) is not None:
                self.clear_cookie(name, path="/")
        self.set_header("Clear-Site-Data", '"cache", "cookies", "storage"')
        self.redirect("/", status=303)
