"""All that the pages for course systems share: one object a server, made by the composition root."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlencode, urlsplit

from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from app.lti.adapter import KeySets, registration_of
from app.lti.database import Database
from app.lti.errors import LtiError
from app.lti.keys import ToolKey
from app.lti.launch import AGAIN, Launch, read_launch
from app.lti.links import Links
from app.lti.once import Once
from app.lti.platforms import Platform, Platforms
from app.outgoing.guarded import Guarded
from app.progress.store.workers import Workers

LOGIN_LASTS: Final = timedelta(minutes=10)
CHOICE_LASTS: Final = timedelta(hours=1)
HINTS: Final = ("login_hint", "lti_message_hint")
LOGIN_FIELDS: Final = ("iss", "login_hint", "target_link_uri", "lti_message_hint", "lti_deployment_id", "client_id")
LONGEST_HINT: Final = 8000
THREADS: Final = 4

_T = TypeVar("_T")


@dataclass(frozen=True)
class Begun:
    """A login that is under way: where the browser goes, and by what it is known when it comes back."""

    address: str
    state: str


@dataclass(frozen=True)
class Item:
    """Something that was chosen for a course: its address here, its title, and the mark that counts for it."""

    address: str
    title: str
    counts: str = ""
    most: int = 0


@dataclass(frozen=True, repr=False)
class Tool:
    """The course, as course systems see it.

    Attributes
    ----------
    database, key, secret
        The tables, the key by which we are known, and what learner ids are derived with.
    plain
        Whether course systems may be asked by plain HTTP: those on this machine, to try it out.
    """

    database: Database
    key: ToolKey
    secret: str = field(repr=False)
    plain: bool = False
    keys: KeySets = field(default_factory=KeySets)
    threads: Workers = field(default_factory=lambda: Workers("lti", THREADS))

    @property
    def platforms(self) -> Platforms:
        """The course systems that are registered."""
        return Platforms(self.database)

    @property
    def links(self) -> Links:
        """Who came by which link."""
        return Links(self.database)

    @property
    def once(self) -> Once:
        """What counts once."""
        return Once(self.database)

    async def call(self, function: Callable[..., _T], *given: Any) -> _T:
        """Call what waits for a database or for others, in a thread."""
        done: _T = await self.threads.call(function, *given)
        return done

    def begin(self, fields: Mapping[str, str], base: str) -> Begun:
        """Begin a login, as a course system asks for it.

        Raises
        ------
        LtiError
            If the course system is not registered, or does not say what it must.
        """
        issuer, client = fields.get("iss", ""), fields.get("client_id", "")
        if not issuer or not fields.get("login_hint"):
            raise LtiError("This address is for course systems, which say who they are; open the lesson from yours.")
        if any(len(fields.get(name, "")) > LONGEST_HINT for name in LOGIN_FIELDS):
            raise LtiError(f"A field of the login has more than {LONGEST_HINT} characters.")
        platform = self.platforms.of(issuer, client)
        if platform is None:
            raise LtiError(
                f"The course system {issuer[:200]} (client {client[:100] or 'not named'}) is not registered here. "
                "Whoever runs this course registers it with: python -m app lti"
            )
        deployment = fields.get("lti_deployment_id", "")
        if deployment and platform.deployments and deployment not in platform.deployments:
            raise LtiError(_unknown_deployment(platform, deployment))
        nonce = secrets.token_urlsafe(24)
        state = self.once.put("login", {"platform": platform.id, "nonce": nonce}, LOGIN_LASTS)
        asked = {
            "scope": "openid",
            "response_type": "id_token",
            "response_mode": "form_post",
            "prompt": "none",
            "client_id": platform.client,
            "redirect_uri": f"{base}/lti/launch",
            "state": state,
            "nonce": nonce,
            **{name: fields[name] for name in HINTS if fields.get(name)},
        }
        return Begun(f"{platform.login}{'&' if '?' in platform.login else '?'}{urlencode(asked)}", state)

    def launch(self, fields: Mapping[str, str], cookie: str | None) -> Launch:
        """Return a launch that was checked; its login is used up whatever comes of it.

        Raises
        ------
        LtiError
            If it is refused.
        """
        state = fields.get("state", "")
        if fields.get("error"):
            said = fields.get("error_description") or fields["error"]
            raise LtiError(f"Your course system did not launch the lesson: {said[:200]}")
        if not state or not fields.get("id_token"):
            raise LtiError(f"This address takes launches of course systems, and this is none. {AGAIN}")
        if cookie is None or not hmac.compare_digest(cookie, state):
            raise LtiError(
                "The login was begun in another browser, or this one keeps no cookie here. "
                "Set the link in your course to open in a new window, and open it again."
            )
        login = self.once.take("login", state)  # and with it its nonce: the library would take it again and again
        if login is None:
            raise LtiError(f"This launch was used already, or took longer than ten minutes. {AGAIN}")
        platform = self.platforms.by_id(login["platform"])
        if platform is None:
            raise LtiError("The course system is not registered here any more.")
        with Guarded(plain=self.plain) as session:
            launch = read_launch(fields, platform, login["nonce"], key=self.key, session=session, keys=self.keys)
        if not self.platforms.first_deployment(platform, launch.deployment):
            raise LtiError(_unknown_deployment(platform, launch.deployment))
        return launch

    def answer(self, platform: Platform, deployment: str, settings: Mapping[str, Any], items: list[Item]) -> str:
        """Return what was chosen, signed for the course system."""
        link = DeepLink(registration_of(platform, self.key), deployment, dict(settings))  # type: ignore[arg-type]
        message = link.get_message_jwt([])
        message["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"] = [_content(item) for item in items]
        # A platform that sent no data expects none, and not null.
        message = {name: value for name, value in message.items() if value is not None}
        return str(link.encode_jwt(message))  # type: ignore[no-untyped-call]


def return_address(settings: Mapping[str, Any], *, plain: bool) -> str:
    """Return where a choice is sent, an address that may stand in a form.

    Raises
    ------
    LtiError
        If the course system names none.
    """
    address = settings.get("deep_link_return_url")
    scheme = urlsplit(address).scheme if isinstance(address, str) else ""
    if scheme not in ({"https", "http"} if plain else {"https"}) or not urlsplit(str(address)).netloc:
        raise LtiError("The course system does not say where to send what is chosen, or not by HTTPS.")
    return str(address)


def origin_of(address: str) -> str:
    """Return the origin of an address, as a content-security policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _content(item: Item) -> dict[str, object]:
    made = DeepLinkResource().set_url(item.address).set_title(item.title)
    if item.counts:
        made.set_custom_params({"mark": item.counts})
        made.set_lineitem(LineItem().set_label(item.title).set_score_maximum(item.most))
    # A window of its own: in a frame many browsers keep no cookie, and Safari none at all.
    return {**made.to_dict(), "window": {"targetName": "wrong-dictionary"}}


def _unknown_deployment(platform: Platform, deployment: str) -> str:
    return (
        f"{platform.name} is registered, but its deployment {deployment[:100]!r} is not. Whoever runs this course adds "
        f"it with: python -m app lti deployment {platform.id[:8]} {deployment[:100]}"
    )
