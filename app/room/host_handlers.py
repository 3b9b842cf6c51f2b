"""The host's addresses: opening a room, `/r/<code>/host`, and what is taken away from it afterwards."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from tornado.web import HTTPError

from app.pages.base.errors import wants_json
from app.pages.http.addresses import origin_of
from app.progress import new_learner_id
from app.room.afterwards import as_csv, report
from app.room.codes import TOKEN, is_token, new_code, new_token, token_hash
from app.room.errors import FullError
from app.room.handlers import RoomHandler, StreamHandler
from app.room.live import Live, View
from app.room.phases import DAYS, Choices, Room
from app.room.scenes import scenes_of

COOKIE: Final = "wd_host"
TRIES: Final = 20


class OpenHandler(RoomHandler):
    """`POST /rooms`: open a room from what the form names, and go to its host's page."""

    async def post(self) -> None:
        """Open it."""
        self.limits.room(str(self.request.remote_ip))
        now = datetime.now(UTC)
        await self.lives.rooms.sweep(now)
        fields = {
            name: self.get_body_argument(name)
            for name in ("lesson", "ask", "check", "widget", "figure", "state", "as")
            if self.get_body_argument(name, "")
        }
        try:
            scenes = scenes_of(fields, self.site.course)
        except KeyError as error:
            raise HTTPError(400, f"the course has no {error.args[0]}; open the room from its page") from error
        choices = Choices(self.get_body_argument("names", "") == "on", self._days())
        token = new_token()
        for _ in range(TRIES):
            room = Room(
                new_code(),
                new_learner_id(),
                token_hash(token),
                now,
                now + timedelta(days=choices.days),
                scenes,
                choices,
            )
            if await self.lives.rooms.create(room):
                self.redirect(f"/r/{room.code}/host?{urlencode({'token': token})}", status=303)
                return
        raise FullError("No free code was found. Try again.")

    def _days(self) -> int:
        text = self.get_body_argument("days", str(Choices().days))
        if text not in map(str, DAYS):
            raise HTTPError(400, f"days is {text[:20]!r}; a room is kept for {', '.join(map(str, DAYS))} days")
        return int(text)


class HostMixin(RoomHandler):
    """Lets in who has the host's token: by a link, once, and by a cookie of this path from then on."""

    async def hosted(self, code: str) -> Live:
        """Return the room, for its host.

        Raises
        ------
        HTTPError
            403 if the visitor is not the host.
        """
        live = await self.live(code)
        assert live.look is not None
        if not is_token(self.token(), live.look.room.token):
            self.limits.wrong_code(str(self.request.remote_ip))
            raise HTTPError(
                403, "This is the page of whoever leads the room. Open the link that you were given for it."
            )
        return live

    def token(self) -> str:
        """Return the token that the browser keeps, "" for none."""
        kept = (self.get_signed_cookie(COOKIE, max_age_days=max(DAYS)) or b"").decode("ascii", "replace")
        return kept if TOKEN.fullmatch(kept) else ""


class HostHandler(HostMixin):
    """`/r/<code>/host`: the presenter's page, and every step of the room."""

    async def get(self, code: str) -> None:
        """Show it; a link with the token leaves it in a cookie and comes back without."""
        if (token := self.get_query_argument("token", None)) is not None:
            await self._keep(code, token)
            return
        live = await self.hosted(code)
        if self.send_state(live, View.HOST):
            return
        look = await live.fresh()
        room, frame = look.room, live.frame(View.HOST)
        state = self.views.html(View.HOST, look)
        self.show("host.html", room=room, state=state, version=frame.version, driver=new_learner_id(), problem=None)

    async def post(self, code: str) -> None:
        """Take a step."""
        live = await self.hosted(code)
        assert live.look is not None
        code = live.look.room.code
        action = self.get_body_argument("action", "")
        driver = self.get_body_argument("driver", "")[:22] or None
        if action == "delete":
            await self.lives.rooms.delete(code)
            self.redirect("/teach", status=303)
            return
        seconds = self._number("seconds", "leave it empty for no timer") if action == "open" else None
        step = self._number("step", "leave it out to act on the room as it is")
        room = await self.lives.rooms.act(code, action, datetime.now(UTC), driver, seconds, step=step)
        if wants_json(self):
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"version": room.version, "step": room.step, "phase": room.phase.value}))
        else:
            self.redirect(f"/r/{code}/host", status=303)

    def _number(self, name: str, repair: str) -> int | None:
        text = self.get_body_argument(name, "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 5):
            raise HTTPError(400, f"{name} is {text[:20]!r}, but it is a whole number below 10000; {repair}")
        return int(text) if text else None

    async def _keep(self, code: str, token: str) -> None:
        # The page itself may be a referrer, to our own pages: its forms need that. An address with a token may not.
        self.set_header("Referrer-Policy", "no-referrer")
        live = await self.live(code)
        assert live.look is not None
        room = live.look.room
        if not is_token(token, room.token):
            self.limits.wrong_code(str(self.request.remote_ip))
            raise HTTPError(403, "This link is not the one that the host was given. Look for it where you kept it.")
        path = f"/r/{room.code}/host"
        cookie: Mapping[str, Any] = {"httponly": True, "samesite": "Lax", "secure": self.policy.secure, "path": path}
        self.set_signed_cookie(COOKIE, token, expires_days=room.choices.days, **cookie)
        self.redirect(path, status=303)


class HostLinkHandler(HostMixin):
    """`/r/<code>/host/link`: the way back if a laptop is lost. On a page of its own, not to be projected."""

    async def get(self, code: str) -> None:
        """Show the link."""
        self.set_header("Referrer-Policy", "no-referrer")
        live = await self.hosted(code)
        assert live.look is not None
        room = live.look.room
        link = f"{origin_of(self, self.policy)}/r/{room.code}/host?{urlencode({'token': self.token()})}"
        self.show("host_link.html", room=room, link=link)


class HostStreamHandler(HostMixin, StreamHandler):
    """`/r/<code>/host/stream`."""

    async def allow(self, live: Live) -> None:
        """Let the host alone see it."""
        await self.hosted(live.code)


class ReportHandler(HostMixin):
    """`/r/<code>/host/report`: a page to print, of what the class believed before and after."""

    async def get(self, code: str) -> None:
        """Show it."""
        room = (await (await self.hosted(code)).fresh()).room
        answers = await self.lives.rooms.all_answers(room.code)
        parts = report(answers, [self.views.asked(room, number) for number in range(len(room.scenes))])
        self.show("report.html", room=room, parts=parts)


class CsvHandler(HostMixin):
    """`/r/<code>/host/answers.csv`: every answer, each person a number."""

    async def get(self, code: str) -> None:
        """Send the file."""
        room = (await (await self.hosted(code)).fresh()).room
        answers = await self.lives.rooms.all_answers(room.code)
        titles = [self.views.asked(room, number).question.title for number in range(len(room.scenes))]
        self.set_header("Content-Type", "text/csv; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="room-{room.code}.csv"')
        self.finish(as_csv(answers, titles))
