"""A launch: what a course system has signed, checked step by step; each step has a sentence for what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import jwt

from app.lti.adapter import KeySets, Launched, LtiException, OnePlatform
from app.lti.errors import LtiError
from app.lti.keys import ToolKey
from app.lti.platforms import Platform
from app.outgoing.guarded import Guarded, OutsideError

CLAIM: Final = "https://purl.imsglobal.org/spec/lti/claim/"
GRADES: Final = "https://purl.imsglobal.org/spec/lti-ags/"
DEEP: Final = "https://purl.imsglobal.org/spec/lti-dl/claim/"
SCORE_SCOPE: Final = GRADES + "scope/score"
ITEM_SCOPE: Final = GRADES + "scope/lineitem"
TEACHERS: Final = ("Instructor", "Administrator", "ContentDeveloper", "TeachingAssistant", "Mentor")
AGAIN: Final = "Go back to your course, and open it there again."


@dataclass(frozen=True, kw_only=True)
class Launch:
    """What a launch says, as far as we want to know it: no name, no address of mail.

    Attributes
    ----------
    platform, deployment
        Where it comes from.
    subject
        The user, under the id that the platform gives them.
    context, resource
        The course, and the link in it; both ids, and "" where there is none.
    teaches
        Whether the user has a role of those who teach, and not that of a learner.
    target
        The address that the link is for.
    custom
        What was set for the link.
    endpoint
        Where marks go, None if the platform takes none.
    choosing
        The settings of a deep link, where somebody is to choose from the course; None at a launch of a link.
    """

    platform: Platform
    deployment: str
    subject: str
    context: str
    resource: str
    teaches: bool
    target: str
    custom: Mapping[str, str] = field(default_factory=dict)
    endpoint: Mapping[str, Any] | None = None
    choosing: Mapping[str, Any] | None = None


def read_launch(
    fields: Mapping[str, str], platform: Platform, nonce: str, *, key: ToolKey, session: Guarded, keys: KeySets
) -> Launch:
    """Return a launch that was checked.

    Parameters
    ----------
    fields
        The form as it came.
    platform, nonce
        Of the login that was under way; the nonce is used up.
    key
        Ours, as the library wants it.
    session, keys
        By which the platform's keys are fetched, and where they are kept.

    Raises
    ------
    LtiError
        If it is not as the platform has signed it, is too old, was made for another login, or lacks what it needs.
    """
    launched = Launched(fields, OnePlatform(platform, key), nonce, session, keys)
    whose = platform.name
    _step(launched.validate_jwt_format, f"What {whose} sent is no signed launch. {AGAIN}")
    _step(launched.validate_registration, f"The launch was made out by or for somebody else than {whose}. {AGAIN}")
    _signed(launched, whose)
    _step(launched.validate_nonce, f"The launch belongs to another login, or was used already. {AGAIN}")
    _step(launched.validate_message, f"What {whose} sent is signed, but is no launch that we know")
    claims = launched.claims
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims.get("azp", platform.client) != platform.client or (len(audience) > 1 and "azp" not in claims):
        raise LtiError(f"The launch was made out for another tool of {whose}. {AGAIN}")
    return _launch(platform, claims)


def _signed(launched: Launched, whose: str) -> None:
    try:
        launched.validate_jwt_signature()
    except OutsideError as error:
        raise LtiError(f"Whether {whose} has signed the launch cannot be seen now: {error}. Try again soon.") from error
    except (LtiException, jwt.PyJWTError, ValueError, KeyError, TypeError) as error:
        if isinstance(error.__cause__, jwt.ExpiredSignatureError):
            raise LtiError(f"The launch has expired: {whose} made it out for some minutes. {AGAIN}") from error
        if isinstance(error.__cause__, jwt.MissingRequiredClaimError):
            raise LtiError(f"What {whose} sent is incomplete: {error.__cause__}.") from error
        raise LtiError(f"{whose} has not signed the launch as it came. {AGAIN}") from error


def _step(check: Any, sentence: str) -> None:
    try:
        check()
    except (LtiException, AttributeError, TypeError, ValueError, KeyError) as error:
        # Fields that are not of their kind: the library reads them as if they were.
        said = sentence if sentence.endswith(".") else f"{sentence} ({str(error)[:120]})."
        raise LtiError(said) from error


def _launch(platform: Platform, claims: Mapping[str, Any]) -> Launch:
    roles = claims.get(CLAIM + "roles")
    held = {str(role).rpartition("#")[2] for role in roles} if isinstance(roles, list) else set()
    choosing = claims.get(CLAIM + "message_type") == "LtiDeepLinkingRequest"
    endpoint = claims.get(GRADES + "claim/endpoint")
    if choosing or not isinstance(endpoint, dict) or SCORE_SCOPE not in (endpoint.get("scope") or ()):
        endpoint = None
    custom = claims.get(CLAIM + "custom")
    return Launch(
        platform=platform,
        deployment=_text(claims, "deployment_id"),
        subject=_whole(str(claims["sub"]), "sub"),
        context=_id(claims, "context"),
        resource=_id(claims, "resource_link"),
        teaches=bool(held.intersection(TEACHERS)) and "Learner" not in held,
        target=str(claims.get(CLAIM + "target_link_uri", ""))[:4000],
        custom={str(name): str(value) for name, value in custom.items()} if isinstance(custom, dict) else {},
        endpoint=None if endpoint is None else _endpoint(endpoint),
        choosing=claims.get(DEEP + "deep_linking_settings") if choosing else None,
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(CLAIM + name)
    if not isinstance(value, str) or not value:
        raise LtiError(f"The launch has no {name}, which it must have. Tell whoever looks after the course system.")
    return _whole(value, name)


def _whole(value: str, name: str) -> str:
    if len(value) > 255:
        raise LtiError(f"The launch's {name} has {len(value)} characters; at most 255 are allowed by the standard.")
    return value


def _id(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(CLAIM + name)
    return _whole(str(value.get("id", "")), name) if isinstance(value, dict) else ""


def _endpoint(endpoint: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {"scope": [str(scope) for scope in endpoint["scope"]][:8]}
    for name in ("lineitem", "lineitems"):
        if isinstance(endpoint.get(name), str) and len(endpoint[name]) <= 2000:
            kept[name] = endpoint[name]
    return kept
