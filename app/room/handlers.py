"""A phone's and the wall's addresses: `/join`, `/r/<code>`, `/r/<code>/wall`, and the streams that keep them true."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from markupsafe import Markup
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from app.pages.base.errors import wants_json
from app.pages.base.handlers import SiteHandler
from app.pages.base.site import Site
from app.pages.http.addresses import origin_of
from app.pages.teach.qr import qr_svg
from app.room.answer import Answer, Person
from app.room.codes import participant_of, read_code
from app.room.errors import (
    AnswerError,
    ClosedError,
    DriverError,
    FullError,
    NoRoomError,
    NotHereError,
    RoomError,
    TooManyTriesError,
)
from app.room.limits import Limits
from app.room.live import Live, Lives, View, Watcher
from app.room.own import own_result
from app.room.phases import PhaseError, Room
from app.room.pseudonyms import is_pseudonym, new_pseudonym
from app.room.telegram import seed_of
from app.room.views import Views

_STATUS: Final[dict[type[Exception], int]] = {
    NoRoomError: 404,
    ClosedError: 409,
    NotHereError: 403,
    FullError: 403,
    DriverError: 409,
    AnswerError: 400,
    PhaseError: 409,
    TooManyTriesError: 429,
}


class RoomHandler(SiteHandler):
    """What all addresses of a room share."""

    def initialize(self, site: Site, lives: Lives, views: Views, limits: Limits) -> None:  # type: ignore[override]
        """Take the site, the rooms, and what draws and limits them."""
        super().initialize(site)
        self.lives, self.views, self.limits = lives, views, limits

    async def live(self, code: str) -> Live:
        """Return the room of an address; to try codes at random is slow.

        Raises
        ------
        NoRoomError, TooManyTriesError
            If there is none, or too many wrong ones were tried from here.
        """
        address = str(self.request.remote_ip)
        self.limits.may_try(address)
        try:
            return await self.lives.of(code.upper())
        except NoRoomError:
            self.limits.wrong_code(address)
            raise

    def participant(self, room: Room) -> str:
        """Return who the visitor is in a room; from the signed cookie alone, whatever else is sent."""
        return participant_of(self.visit.learner, room.key)

    def show(self, template: str, status: int = 200, **context: Any) -> None:
        """Send a page."""
        self.set_status(status)
        self.finish(self.site.environment.get_template(f"room/{template}").render(**context))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what a room refuses; all else as on any page."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), None)
        if status is None:
            super().write_error(status_code, **kwargs)
            return
        self.set_header("Cache-Control", "private, no-store")
        self.set_status(status)
        if status == 429:
            self.set_header("Retry-After", "30")
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"error": str(error)}))
        elif isinstance(error, (NoRoomError, TooManyTriesError)):
            self.show("join.html", status, problem=str(error), code="")
        else:
            page = self.site.environment.get_template("problem.html")
            self.finish(page.render(heading="That did not work", text=str(error)))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log no refusal as a fault."""
        if not isinstance(value, (RoomError, PhaseError)):
            super().log_exception(typ, value, tb)

    def send_state(self, live: Live, view: View) -> bool:
        """Answer a script that asks for what is newer than `?since=`; False if a page is asked for."""
        since = self.get_query_argument("since", None)
        if since is None:
            return False
        if not (since.isascii() and since.isdigit() and len(since) < 16):
            raise HTTPError(400, f"since is {since[:20]!r}, but it is the version that the page shows; give a number")
        frame = live.frame(view)
        self.set_header("Content-Type", "application/json")
        self.set_header("X-Clock", str(int(datetime.now(UTC).timestamp() * 1000)))
        if frame.version <= int(since):
            self.set_status(204)
            self.finish()
        else:
            self.finish(frame.body)
        return True


class JoinHandler(RoomHandler):
    """`/join`: where a code is typed."""

    def get(self) -> None:
        """Show the form; `?code=` fills it in."""
        self.show("join.html", problem=None, code=read_code(self.get_query_argument("code", "")) or "")

    async def post(self) -> None:
        """Go to the room."""
        typed = self.get_body_argument("code", "")
        code = read_code(typed)
        if code is None:
            sentence = f"“{typed[:20]}” is no code: it has four letters, and neither I nor O. Look at the wall again."
            self.show("join.html", 400, problem=sentence, code=typed[:20])
            return
        await self.live(code)
        self.redirect(f"/r/{code}", status=303)


class PhoneHandler(RoomHandler):
    """`/r/<code>`: a phone. `?since=<version>` answers a script that cannot have a stream."""

    async def get(self, code: str) -> None:
        """Show the room as it is now, whole; to newcomers, the button that lets them in."""
        live = await self.live(code)
        if self.send_state(live, View.PHONE):
            return
        look = await live.fresh()
        room = look.room
        person = await self.lives.rooms.person(room.code, self.participant(room))
        if person is None:
            name = new_pseudonym() if room.choices.names else None
            self.show("enter.html", room=room, name=name)
            return
        mine = await self.lives.rooms.given(room.code, room.round, person.participant)
        given = self.views.given(mine)
        state = self.views.html(View.PHONE, look, mine=given, participant=person.participant)
        own = await own_result(self, self.views.asked(room), room, mine)
        frame, seed = live.frame(View.PHONE), seed_of(person.participant)
        context: dict[str, Any] = {
            "person": person,
            "state": state,
            "mine": given,
            "own": own,
            "version": frame.version,
            "seed": seed,
        }
        self.show("phone.html", room=room, **context)


class EnterHandler(RoomHandler):
    """`POST /r/<code>/join`: somebody comes in."""

    async def post(self, code: str) -> None:
        """Let them in; twice is once."""
        live = await self.live(code)
        assert live.look is not None
        room = live.look.room
        name = self.get_body_argument("name", "") or None
        if room.choices.names and not (name and is_pseudonym(name)):
            name = new_pseudonym()  # nobody chooses a name of their own
        self.limits.join(room.code)
        person = Person(self.participant(room), name if room.choices.names else None)
        await self.lives.rooms.join(room.code, person, datetime.now(UTC))
        self.redirect(f"/r/{room.code}", status=303)


class AnswerHandler(RoomHandler):
    """`POST /r/<code>/answer`: what somebody chose, typed or drew. The last one before the close counts."""

    async def post(self, code: str) -> None:
        """Keep it, or refuse it with a sentence; nothing is said of whether it is right."""
        at = datetime.now(UTC)
        live = await self.live(code)
        assert live.look is not None
        round_number = self._round()
        room = live.look.room
        if room.round < round_number:  # this process has not heard of it yet
            room = await self.lives.rooms.room(room.code) or room
        participant = self.participant(room)
        self.limits.answer(participant)
        if not room.takes(round_number, at):
            raise ClosedError("It is closed: what you had chosen before is what counts.")
        posted = self.request.body_arguments.items()
        fields = {name: [text.decode("utf-8", "replace") for text in texts] for name, texts in posted}
        read = self.views.asked(room).read(fields)
        answer = Answer(
            room.code, round_number, participant, read.given, at, read.verdict, read.slip, read.value, read.confidence
        )
        await self.lives.rooms.answer(answer)
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"kept": True, "round": round_number}))
        else:
            self.redirect(f"/r/{room.code}", status=303)

    def _round(self) -> int:
        text = self.get_body_argument("round", "")
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            raise HTTPError(400, f"round is {text[:20]!r}, but it is the number of the vote; load the page again")
        return int(text)


class StuckHandler(RoomHandler):
    """`POST /r/<code>/stuck`: somebody did not get this, or takes it back. Nobody learns who."""

    async def post(self, code: str) -> None:
        """Note it."""
        live = await self.live(code)
        assert live.look is not None
        room = live.look.room
        participant = self.participant(room)
        self.limits.answer(participant)
        if await self.lives.rooms.person(room.code, participant) is None:
            raise NotHereError("Join the room first.")
        scene = None if self.get_body_argument("taken-back", "") else room.scene
        await self.lives.rooms.stuck(room.code, participant, scene)
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"kept": True}))
        else:
            self.redirect(f"/r/{room.code}", status=303)


class MineHandler(RoomHandler):
    """`/r/<code>/mine`: how one's own answer was, once the solution is shown; it goes into one's own record then."""

    async def get(self, code: str) -> None:
        """Say so, as HTML."""
        room = (await (await self.live(code)).fresh()).room
        mine = await self.lives.rooms.given(room.code, room.round, self.participant(room))
        self.set_header("Content-Type", "application/json")
        self.finish(
            json.dumps({"html": await own_result(self, self.views.asked(room), room, mine), "round": room.round})
        )


class WallHandler(RoomHandler):
    """`/r/<code>/wall`: for everybody to see."""

    async def get(self, code: str) -> None:
        """Show the wall as it is now."""
        live = await self.live(code)
        if self.send_state(live, View.WALL):
            return
        look = await live.fresh()
        room, frame = look.room, live.frame(View.WALL)
        address = f"{origin_of(self, self.policy)}/r/{room.code}"
        code_svg = Markup(qr_svg(address, any_size=True).decode())  # noqa: S704 - our own drawing
        state = self.views.html(View.WALL, look)
        self.show("wall.html", room=room, state=state, version=frame.version, address=address, qr=code_svg)


class StreamHandler(RoomHandler):
    """`/r/<code>/stream` and `/r/<code>/wall/stream`: server-sent events, the newest state first."""

    view = View.PHONE

    def initialize(self, view: View = View.PHONE, **about: Any) -> None:  # type: ignore[override]
        """Take whose view is streamed."""
        super().initialize(**about)
        self.view, self._watcher = view, Watcher()

    async def get(self, code: str) -> None:
        """Send frames until the visitor is gone, the room is over, or the server wants to end."""
        live = await self.live(code)
        await self.allow(live)
        # Compressed one by one, a thousand streams would cost a quarter of a megabyte and some milliseconds each.
        self._transforms = []
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Accel-Buffering", "no")
        events = live.events(self.view, self._watcher)
        try:
            async for event in events:
                self.write(event)
                await self.flush()
        except StreamClosedError:
            return
        finally:
            await events.aclose()  # type: ignore[attr-defined]

    def on_connection_close(self) -> None:
        """Give up at once what the visitor has left."""
        self._watcher.leave()

    async def allow(self, live: Live) -> None:
        """Let everybody see who has the code."""

    def head(self, *_args: str) -> None:  # type: ignore[override]
        """Say that there is a stream."""
        self.set_header("Content-Type", "text/event-stream")
