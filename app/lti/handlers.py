"""The addresses for course systems: login, launch, the way in, choosing, our keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from tornado.web import HTTPError

from app.lti.errors import LtiError
from app.lti.launch import AGAIN, Launch
from app.lti.links import learner_of
from app.lti.targets import Target, counts_of, target_of
from app.lti.tool import CHOICE_LASTS, LOGIN_FIELDS, LOGIN_LASTS, Item, Tool, origin_of, return_address
from app.pages.base.errors import ErrorPages
from app.pages.base.handlers import BODY_LIMIT, NOT_KEPT
from app.pages.base.site import Site
from app.pages.http.learner import become, is_framed, known_learner, query_of, refuse_foreign_posts
from app.pages.http.policy import PolicyMixin
from app.pages.kinds import KINDS
from app.pages.study.lesson_progress import standing
from app.progress import LessonProgress

COOKIE: Final = "wd_lti_"
PROBE: Final = "wd_lti_probe"
TICKET_LASTS: Final = timedelta(minutes=30)


class LtiHandler(PolicyMixin, ErrorPages):
    """What these share: the tool, refusals as pages, and cookies that other sites' forms may bring along."""

    def initialize(self, site: Site, tool: Tool) -> None:
        """Take the site and the tool."""
        self.site = site
        self.tool = tool

    def prepare(self) -> None:
        """Let nobody keep what comes."""
        if len(self.request.body) > BODY_LIMIT:
            raise HTTPError(413, f"the request has {len(self.request.body)} bytes; at most {BODY_LIMIT} are read")
        self.set_header("Cache-Control", NOT_KEPT)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say why a launch is refused."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, LtiError):
            self.set_status(400)
            self._page("problem.html", heading="That did not work", text=str(error))
            return
        super().write_error(status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log no refusal: it is told to whom it concerns, and anybody may cause one."""
        if not isinstance(value, LtiError):
            super().log_exception(typ, value, tb)

    @property
    def base(self) -> str:
        """The address under which the browser reaches us; only one of the settings, whatever the request says."""
        host = self.request.host.lower()
        if host not in self.policy.origins:
            raise LtiError(f"This course is not reached as {host[:100]}; see WD_ALLOWED_ORIGINS.")
        return f"{'https' if self.policy.secure else 'http'}://{host}"

    @property
    def fields(self) -> dict[str, str]:
        """The fields of the form, or of the query."""
        given = self.request.body_arguments if self.request.method == "POST" else self.request.query_arguments
        return {name: values[-1].decode("utf-8", "replace") for name, values in given.items()}

    def show_in(self, origin: str, *, forms: bool = False) -> None:
        """Let a page of this origin show what is sent in a frame, and take a form of ours if it is to."""
        policy = self._headers["Content-Security-Policy"]
        policy = policy.replace("frame-ancestors *", f"frame-ancestors 'self' {origin}")
        self.set_header(
            "Content-Security-Policy",
            policy.replace("form-action", f"form-action {origin}" if forms else "form-action"),
        )

    def _page(self, template: str, **names: object) -> None:
        self.finish(self.site.environment.get_template(template).render(**names))

    def _state_cookie(self, name: str, value: str, seconds: int) -> None:
        # By hand: http.cookies knows Partitioned from Python 3.14 on. None, since a course system's form brings it.
        rules = "SameSite=Lax"
        if self.policy.secure:
            rules = "SameSite=None; Secure" + ("; Partitioned" if is_framed(self) else "")
        self.add_header("Set-Cookie", f"{name}={value}; Max-Age={seconds}; Path=/lti/; HttpOnly; {rules}")


class LoginHandler(LtiHandler):
    """`/lti/login`: a course system asks us to ask it who is there. By GET or POST, as it likes."""

    async def get(self) -> None:
        """Begin."""
        fields = self.fields
        known = {name: fields[name] for name in LOGIN_FIELDS if fields.get(name)}
        if is_framed(self) and not self._keeps_cookies(known):
            return
        begun = await self.tool.call(self.tool.begin, known, self.base)
        self._state_cookie(_cookie_of(begun.state), begun.state, int(LOGIN_LASTS.total_seconds()))
        self.redirect(begun.address, status=302)

    async def post(self) -> None:
        """Begin."""
        await self.get()

    def _keeps_cookies(self, known: Mapping[str, str]) -> bool:
        """Find out whether the lesson can stand in the frame; if it cannot, offer a new tab.

        This is asked before the course system is: many use up what they gave us when we come back once.
        """
        again = f"/lti/login?{urlencode(known)}"
        may = self.policy.secure and bool(self.policy.embedders)
        if may and self.get_query_argument("probe", "") != "1":
            self._state_cookie(PROBE, "1", 60)
            self.redirect(f"{again}&probe=1", status=303)
            return False
        if may and self.get_cookie(PROBE) == "1":
            return True
        self._page("lti_new_tab.html", again=again)
        return False


class LaunchHandler(LtiHandler):
    """`POST /lti/launch`: what the course system has signed."""

    async def post(self) -> None:
        """Check it, and let the browser in: to a page, or to choose one."""
        fields = self.fields
        state = fields.get("state", "")
        launch = await self.tool.call(self.tool.launch, fields, self.get_cookie(_cookie_of(state)))
        if launch.choosing is not None:
            await self._choose(launch, launch.choosing)
            return
        target = target_of(launch, self.site.course, self.policy.origins)
        counts = counts_of(launch)
        learner = learner_of(launch, self.tool.secret)
        lesson = target.lesson if target else ""
        begun = False
        if lesson:
            begun = (await self.site.record.progress(learner, lesson)).lesson(lesson).is_begun
        await self.tool.call(lambda: self.tool.links.keep(launch, learner, lesson, counts, begun=begun))
        where = target or Target("/lti/marks" if launch.teaches else "/")
        ticket = {"learner": learner, "address": where.address, "state": state, "from": launch.platform.name}
        key = await self.tool.call(self.tool.once.put, "ticket", ticket, TICKET_LASTS)
        self.redirect(f"/lti/enter?{urlencode({'ticket': key})}", status=303)

    async def get(self) -> None:
        """Say what this address is for."""
        raise LtiError(f"This address takes launches of course systems. {AGAIN}")

    async def _choose(self, launch: Launch, settings: Mapping[str, Any]) -> None:
        address = return_address(settings, plain=self.tool.plain)
        if not launch.teaches:
            raise LtiError("Only who teaches a course chooses what stands in it.")
        kept = {"platform": launch.platform.id, "deployment": launch.deployment, "settings": dict(settings)}
        key = await self.tool.call(self.tool.once.put, "choice", kept, CHOICE_LASTS)
        self.show_in(origin_of(address))
        lessons = [(lesson, _questions(self.site, lesson.id)) for lesson in self.site.course.lessons]
        self._page(
            "lti_choose.html",
            key=key,
            lessons=lessons,
            figures=[(kind, widget.title) for kind, widget in KINDS.items()],
            several=settings.get("accept_multiple") in {True, "true"},
            whose=launch.platform.name,
        )


class ChooseHandler(LtiHandler):
    """`POST /lti/choose`: what somebody who teaches has chosen goes back to the course system, signed."""

    async def post(self) -> None:
        """Sign it, and show the form that brings it back."""
        refuse_foreign_posts(self, self.policy.origins)
        chosen = self.get_body_arguments("item")
        state = self.get_body_argument("state", "").strip()
        counts = self.get_body_argument("counts", "share")
        if counts not in {"share", "done", "none"}:
            raise LtiError(f"What counts is {counts[:40]!r}; it is share, done or none.")
        key = self.get_body_argument("key", "")
        base = self.base
        if not chosen and not state:
            raise LtiError("Nothing was chosen. Go back, and choose a lesson or a figure.")
        items = [self._item(base, each, counts) for each in chosen]
        if state:
            items.append(self._figure(base, state))
        kept = await self.tool.call(self.tool.once.take, "choice", key)
        if kept is None:
            raise LtiError(f"What was chosen here has been sent already, or it took longer than an hour. {AGAIN}")
        platform = await self.tool.call(self.tool.platforms.by_id, kept["platform"])
        if platform is None:
            raise LtiError("The course system is not registered here any more.")
        signed = await self.tool.call(self.tool.answer, platform, kept["deployment"], kept["settings"], items)
        address = return_address(kept["settings"], plain=self.tool.plain)
        self.show_in(origin_of(address), forms=True)
        self._page("lti_chosen.html", address=address, signed=signed, items=items, whose=platform.name)

    def _item(self, base: str, address: str, counts: str) -> Item:
        kind, _, name = address.partition("/")
        lesson = self.site.course.lesson(name) if kind == "lessons" else None
        if lesson is not None:
            most = _questions(self.site, name)
            has_mark = counts != "none" and most > 0
            return Item(
                f"{base}/lessons/{name}",
                lesson.title,
                counts if has_mark else "",
                (1 if counts == "done" else most) if has_mark else 0,
            )
        if kind == "lab" and name in KINDS:
            return Item(f"{base}/lab/{name}", KINDS[name].title)
        if address == "course":
            return Item(f"{base}/", "Wrong Dictionary: the course")
        raise LtiError(f"There is no {address[:100]!r} to choose.")

    def _figure(self, base: str, address: str) -> Item:
        """Return a figure in the state of an address that was copied from its page."""
        parts = urlsplit(address)
        kind = parts.path.removeprefix("/lab/")
        if (parts.netloc and parts.netloc.lower() not in self.policy.origins) or kind not in KINDS:
            raise LtiError(
                f"{address[:100]!r} is no figure's address; copy it from its page, as {base}/lab/pmf_bars?p=.5,.5"
            )
        query = f"?{parts.query}" if parts.query else ""
        return Item(f"{base}/lab/{kind}{query}", KINDS[kind].title)


class EnterHandler(LtiHandler):
    """`/lti/enter`: the way into the course, by a ticket that a launch gave to this browser.

    A form of another site brings no learner's cookie along; this request does. So here it is known whose work the
    browser had shown, and it is asked what becomes of that.
    """

    async def get(self) -> None:
        """Let the browser in, or ask first whether the work that it has shown is the same person's."""
        key = self.get_query_argument("ticket", "")
        ticket = await self.tool.call(self.tool.once.take, "ticket", key)
        if ticket is None or self.get_cookie(_cookie_of(ticket["state"])) != ticket["state"]:
            raise LtiError(f"This way in was used already, or belongs to another browser. {AGAIN}")
        before = known_learner(self)
        if before is not None and await self._is_unclaimed(before, ticket["learner"]):
            again = await self.tool.call(self.tool.once.put, "ticket", {**ticket, "before": before}, TICKET_LASTS)
            self._page("lti_bring.html", ticket=again, whose=ticket["from"])
            return
        self._let_in(ticket)

    async def post(self) -> None:
        """Take the work along, or leave it, as was said; and let the browser in."""
        refuse_foreign_posts(self, self.policy.origins)
        ticket = await self.tool.call(self.tool.once.take, "ticket", self.get_body_argument("ticket", ""))
        bound = ticket is not None and self.get_cookie(_cookie_of(ticket["state"])) == ticket["state"]
        if ticket is None or not bound or known_learner(self) != ticket.get("before"):
            raise LtiError(f"This was answered already, or in another browser. {AGAIN}")
        before, learner = ticket["before"], ticket["learner"]
        if self.get_body_argument("work", "") == "mine" and await self._is_unclaimed(before, learner):
            await self.site.record.unite(before, learner)
        self._let_in(ticket)

    async def _is_unclaimed(self, before: str, learner: str) -> bool:
        """Say whether a browser shows work that is of nobody in a course system, and so may be this person's."""
        if await self.tool.call(self.tool.links.are_one, before, learner):
            return False
        if await self.tool.call(self.tool.links.comes_from_a_course, before):
            return False
        study = await self.site.record.study(before)
        return bool(study.progress.lessons)

    def _let_in(self, ticket: Mapping[str, Any]) -> None:
        self._state_cookie(_cookie_of(ticket["state"]), "", 0)
        framed = is_framed(self)
        become(self, ticket["learner"], secure=self.policy.secure, framed=framed)
        address = ticket["address"]
        if framed and address.startswith(("/lessons/", "/lab/")):
            address += ("&" if "?" in address else "?") + "embed"
        self.redirect(address, status=303)


class KeysHandler(LtiHandler):
    """`/lti/keys`: our public keys, as a course system fetches them."""

    async def get(self) -> None:
        """Send them."""
        found = await self.tool.call(self.tool.key.public_set)
        self.set_header("Cache-Control", "public, max-age=3600")
        self.finish(found)


class MarksHandler(LtiHandler):
    """`/lti/marks`: what course systems know of a learner's marks; for who teaches, of all in their courses."""

    async def get(self) -> None:
        """Show it."""
        learner = known_learner(self)
        own = await self.tool.call(self.tool.links.marks_of, learner) if learner else []
        taught = await self.tool.call(self.tool.links.taught_by, learner) if learner else []
        teaches = bool(learner) and await self.tool.call(self.tool.links.teaches, learner)
        names = {each.id: each.name for each in await self.tool.call(self.tool.platforms.all)}
        self._page(
            "lti_marks.html",
            own=own,
            taught=_by_lesson(taught),
            teaches=teaches,
            names=names,
            titles={lesson.id: lesson.title for lesson in self.site.course.lessons},
            query=query_of(self),
        )


def _by_lesson(marks: list[Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for mark in marks:
        lesson = found.setdefault(
            mark.lesson, {"sent": 0, "waits": 0, "failed": 0, "none": 0, "said": set(), "due": None}
        )
        lesson[mark.state] += 1
        if mark.said:
            lesson["said"].add(mark.said)
            lesson["due"] = min(filter(None, (lesson["due"], mark.due)), default=None)
    return found


def _questions(site: Site, lesson_id: str) -> int:
    """Return how many things count for the mark of a lesson: its questions, else its predictions."""
    lesson = site.course.lesson(lesson_id)
    if lesson is None:
        return 0
    asked = sum(slot.kind == "check" for slot in lesson.slots)
    return asked or standing(lesson, LessonProgress()).total


def _cookie_of(state: str) -> str:
    """Return the name of the cookie of a login: each its own, so that two tabs can log in at once."""
    return COOKIE + "".join(sign for sign in state[:16] if sign.isalnum())
