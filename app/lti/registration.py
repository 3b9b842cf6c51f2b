"""Dynamic registration: a course system that was invited by an address of ours tells us who it is, and we it."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any, Final, cast
from urllib.parse import urlsplit

from pylti1p3.dynamic_registration import DynamicRegistration
from pylti1p3.exception import LtiException

from app import __version__
from app.lti.errors import LtiError
from app.lti.handlers import LtiHandler
from app.lti.launch import ITEM_SCOPE, SCORE_SCOPE
from app.lti.platforms import Platform
from app.lti.tool import Tool
from app.outgoing.guarded import Guarded, OutsideError
from app.pages.base.handlers import NOT_KEPT

NAME: Final = "Wrong Dictionary"
ABOUT: Final = "An interactive course on entropy, cross-entropy and KL divergence."
TOOL: Final = "https://purl.imsglobal.org/spec/lti-tool-configuration"
INVITATION_LASTS: Final = timedelta(days=7)


class Registering(DynamicRegistration):
    """One registration: the library asks and answers, what it asks with is ours, and what it is told is checked."""

    client_name = NAME
    description = ABOUT

    def __init__(self, tool: Tool, base: str, configuration: str, token: str | None) -> None:
        self._tool = tool
        self._base = base
        self._configuration = configuration
        self._token = token

    def get_request_session(self) -> Guarded:
        """Return a session with bounds."""
        return Guarded(plain=self._tool.plain)

    def get_openid_configuration_endpoint(self) -> str:
        """Return where the course system says who it is."""
        return self._configuration

    def get_registration_token(self) -> str:
        """Return the token of the registration; None where the course system wants none, which the library knows."""
        return cast("str", self._token)

    def get_initiate_login_uri(self) -> str:
        """Return where a launch begins."""
        return f"{self._base}/lti/login"

    def get_jwks_uri(self) -> str:
        """Return where our keys are."""
        return f"{self._base}/lti/keys"

    def get_redirect_uris(self) -> list[str]:
        """Return where launches arrive."""
        return [f"{self._base}/lti/launch"]

    def get_target_link_uri(self) -> str:
        """Return what is launched where no place was chosen."""
        return f"{self._base}/lti/launch"

    def get_domain(self) -> str:
        """Return our host."""
        return urlsplit(self._base).netloc

    def get_logo_uri(self) -> str:
        """Return our picture."""
        return f"{self._base}/images/icon-192.png"

    def get_scopes(self) -> list[str]:
        """Return what we ask for: to tell marks, and a column to put them in. No list of names."""
        return [SCORE_SCOPE, ITEM_SCOPE]

    def get_claims(self) -> list[str]:
        """Return what we want to know of a user: an id."""
        return ["iss", "sub"]

    def get_messages(self) -> list[dict[str, str]]:
        """Return the launches that we know."""
        address = self.get_target_link_uri()
        return [
            {"type": "LtiResourceLinkRequest", "target_link_uri": address, "label": NAME},
            {"type": "LtiDeepLinkingRequest", "target_link_uri": address, "label": f"Choose from {NAME}"},
        ]

    def complete_registration(
        self, openid_configuration: dict[str, Any], openid_registration: dict[str, Any]
    ) -> Platform:
        """Return the course system, checked."""
        issuer = str(openid_configuration["issuer"])
        # Who answers at another host could make launches for the users of this one.
        if not hmac.compare_digest(urlsplit(issuer).netloc, urlsplit(self._configuration).netloc):
            raise LtiError(
                f"The course system at {urlsplit(self._configuration).netloc[:100]} calls itself {issuer[:200]}; "
                "both name one host, or it is not registered"
            )
        deployment = openid_registration.get(TOOL, {}).get("deployment_id")
        product = openid_configuration.get("https://purl.imsglobal.org/spec/lti-platform-configuration", {})
        family = product.get("product_family_code") if isinstance(product, dict) else None
        host = urlsplit(issuer).netloc
        audience = openid_configuration.get("authorization_server")
        return Platform(
            issuer=issuer,
            client=str(openid_registration["client_id"]),
            login=str(openid_configuration["authorization_endpoint"]),
            token=str(openid_configuration["token_endpoint"]),
            keys=str(openid_configuration["jwks_uri"]),
            deployments=() if deployment is None else (str(deployment),),
            audience=None if audience is None else str(audience),
            name=f"{str(family).capitalize()} at {host}" if family else host,
        ).checked(plain=self._tool.plain)


def register(tool: Tool, base: str, key: str, configuration: str, token: str | None) -> Platform:
    """Register a course system that was invited; the invitation is used up if that succeeds.

    Raises
    ------
    LtiError
        If it was not invited, cannot be asked, or is not what it must be.
    """
    invitation = tool.once.take("invited", key)
    if invitation is None:
        raise LtiError(
            "This registration was not invited, or its invitation has been used or is older than a week. Whoever runs "
            "this course makes one with: python -m app lti invite"
        )
    try:
        platform = cast("Platform", Registering(tool, base, configuration, token).register())
        tool.platforms.keep(platform)
    except Exception as error:
        tool.once.put_back("invited", key, invitation, INVITATION_LASTS)
        if isinstance(
            error, (LtiException, OutsideError, AssertionError, ValueError, KeyError, TypeError, AttributeError)
        ):
            raise LtiError(
                f"The course system could not be registered: {str(error)[:300] or 'its answer is none'}"
            ) from error
        raise
    return platform


class RegisterHandler(LtiHandler):
    """`/lti/register?key=…`: where an invited course system registers itself."""

    async def get(self) -> None:
        """Register it, and let it close its window."""
        key = self.get_query_argument("key", "")
        configuration = self.get_query_argument("openid_configuration", "")
        if not configuration:
            raise LtiError(
                "Give this address to your course system, as the registration address of a new tool; "
                "it comes here by itself and adds what we have to know."
            )
        token = self.get_query_argument("registration_token", None)
        platform = await self.tool.call(register, self.tool, self.base, key, configuration, token)
        self.set_header("Cache-Control", NOT_KEPT)
        self._page("lti_registered.html", platform=platform)


class SetUpHandler(LtiHandler):
    """`/lti/setup.json`: the tool as Canvas wants to be told of it."""

    def get(self) -> None:
        """Say it."""
        base = self.base
        launch = f"{base}/lti/launch"
        placements = [
            {
                "placement": place,
                "message_type": kind,
                "target_link_uri": launch,
                "text": NAME,
                "windowTarget": "_blank",
            }
            for place, kind in (
                ("assignment_selection", "LtiDeepLinkingRequest"),
                ("link_selection", "LtiDeepLinkingRequest"),
            )
        ]
        self.set_header("Cache-Control", "no-cache")
        self.finish(
            {
                "title": NAME,
                "description": ABOUT,
                "oidc_initiation_url": f"{base}/lti/login",
                "target_link_uri": launch,
                "public_jwk_url": f"{base}/lti/keys",
                "scopes": [SCORE_SCOPE, ITEM_SCOPE],
                "extensions": [
                    {
                        "platform": "canvas.instructure.com",
                        "domain": urlsplit(base).netloc,
                        "privacy_level": "anonymous",
                        "tool_id": f"wrong-dictionary-{__version__}",
                        "settings": {"text": NAME, "placements": placements},
                    }
                ],
            }
        )


__all__ = ["RegisterHandler", "SetUpHandler", "register"]
