"""Continue on another device: a code that is shown on one, entered on the other, and confirmed on the old one.

Every step is a form, and every state of it is a page that may be loaded again: it works without scripts.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup
from tornado.web import HTTPError

from app.pages.base.handlers import SiteHandler
from app.progress import Invitation, InvitationError, new_invitation

PATH: Final = "/devices"


class DevicesHandler(SiteHandler):
    """`/devices`: where the learner is on the way to a second device. `?code=…` fills the code in."""

    async def get(self) -> None:
        """Show the page."""
        await self._show()

    async def post(self) -> None:
        """Do what the pressed button says, and show what comes of it; a problem is said on the page itself."""
        steps = {
            "show": self._invite,
            "want": self._invite,
            "enter": self._enter,
            "confirm": self._settle,
            "refuse": self._settle,
        }
        action = self.get_body_argument("action", "")
        if action not in steps:
            raise HTTPError(400, f"action is {action[:20]!r}; it must be one of {', '.join(steps)}")
        try:
            await steps[action](action)
        except InvitationError as error:
            self.set_status(400)
            await self._show(str(error))
        else:
            self.redirect(PATH, status=303)

    async def _invite(self, action: str) -> None:
        now = datetime.now(UTC)
        await self.site.record.invite(new_invitation(self.visit.learner, gives=action == "show", now=now))

    async def _enter(self, _action: str) -> None:
        typed = self.get_body_argument("code", "")
        await self.site.record.take_up(typed, self.visit.learner, datetime.now(UTC))

    async def _settle(self, action: str) -> None:
        typed = self.get_body_argument("number", "").strip()
        number = int(typed) if action == "confirm" and typed.isascii() and typed.isdigit() and len(typed) < 4 else None
        await self.site.record.settle(self.visit.learner, number, datetime.now(UTC))

    async def _show(self, problem: str = "") -> None:
        now = datetime.now(UTC)
        invitation = await self.site.record.invitation(self.visit.learner, now)
        self.finish(
            self.site.environment.get_template("devices.html").render(
                problem=problem,
                invitation=invitation,
                state=state_of(invitation, self.visit.learner),
                code=self.visit.query.get("code", "")[:20],
                minutes=_minutes_left(invitation, now),
                link=self._link(invitation),
                qr=self._qr(invitation),
            )
        )

    def _link(self, invitation: Invitation | None) -> str:
        if invitation is None:
            return ""
        scheme = "https" if self.policy.secure else "http"
        return f"{scheme}://{self.request.host}{PATH}?{urlencode({'code': invitation.code})}"

    def _qr(self, invitation: Invitation | None) -> Markup:
        waits = invitation is not None and invitation.asker is None and invitation.learner == self.visit.learner
        return qr_html(self._link(invitation)) if waits else Markup("")


def state_of(invitation: Invitation | None, learner: str) -> str:
    """Return what there is to do on a learner's device.

    Returns
    -------
    str
        "none": nothing is under way. "shown": this device shows its code. "confirm": this, the old device, has to say
        whether the new one may continue. "wait": this, the new device, waits for that. "yes" and "no": it was said.
    """
    if invitation is None:
        return "none"
    if invitation.answer is not None:
        return "yes" if invitation.answer else "no"
    if invitation.asker is None:
        return "shown"
    return "confirm" if invitation.old == learner else "wait"


def qr_html(text: str) -> Markup:
    """Return a QR code as a picture: dark on light in every theme, as cameras want it."""
    import segno  # noqa: PLC0415 - only who continues on another device needs it

    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        drawn, kind="svg", border=4, xmldecl=False, svgns=False, nl=False, dark="#000", light="#fff", omitsize=True
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704 - a library made it from numbers


def _minutes_left(invitation: Invitation | None, now: datetime) -> int:
    return 0 if invitation is None else max(1, round(invitation.left(now).total_seconds() / 60))
