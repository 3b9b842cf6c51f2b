"""What `pylti1p3` wants to know of a web framework and a database: as little as can be, for calls in a thread.

Two things it does not do are done here: a key set is fetched anew when a key is not in it, and a token is kept for the
platform *and* the client. The library keeps it by the issuer, which all schools of a large provider share.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final

from pylti1p3.cookie import CookieService
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.registration import Registration
from pylti1p3.request import Request
from pylti1p3.service_connector import ServiceConnector
from pylti1p3.session import SessionService
from pylti1p3.tool_config.abstract import ToolConfAbstract

from app.lti.keys import ToolKey
from app.lti.platforms import Platform
from app.outgoing.guarded import Guarded

KEYS_LAST: Final = 3600.0  # seconds; a key that is not among those known is looked for at once
KEYS_PAUSE: Final = 10.0  # seconds between two looks at one address, whoever asks for unknown keys
SPARE: Final = 60.0  # a token is not used in the last minute of its life


class FormRequest(Request):
    """The fields of a form."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    @property
    def session(self) -> dict[str, Any]:
        """Nothing: what a launch leaves behind is ours."""
        return {}

    def is_secure(self) -> bool:
        """Say yes; cookies are set elsewhere."""
        return True

    def get_param(self, key: str) -> str:
        """Return a field, "" if it is not there."""
        return self._fields.get(key, "")


class NoCookies(CookieService):
    """The state has been compared with the browser's cookie before."""

    def get_cookie(self, name: str) -> str | None:
        """Return what is asked for."""
        return name

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Set none."""


class OneNonce(SessionService):
    """The nonce of the login that was under way; it was taken from its table, and is good for this launch alone."""

    def __init__(self, request: Request, nonce: str) -> None:
        super().__init__(request)
        self._nonce = nonce

    def check_nonce(self, nonce: str) -> bool:
        """Return whether the launch has the nonce of the login."""
        return nonce == self._nonce


class OnePlatform(ToolConfAbstract[FormRequest]):
    """The platform whose login was under way, and no other."""

    def __init__(self, platform: Platform, key: ToolKey) -> None:
        self._platform = platform
        self.registration = registration_of(platform, key)

    def check_iss_has_one_client(self, iss: str) -> bool:  # noqa: ARG002 -- the library's signature
        """Say no: an issuer may have several clients."""
        return False

    def check_iss_has_many_clients(self, iss: str) -> bool:  # noqa: ARG002 -- the library's signature
        """Say yes."""
        return True

    def find_registration_by_issuer(self, iss: str, *args: Any, **kwargs: Any) -> Registration:
        """Find none: the client is part of a platform's name."""
        raise NotImplementedError

    def find_registration_by_params(self, iss: str, client_id: str, *args: Any, **kwargs: Any) -> Registration:  # noqa: ARG002
        """Return the platform, if it is the one that is named."""
        if (iss, client_id) != (self._platform.issuer, self._platform.client):
            raise LtiException("another platform")
        return self.registration

    def find_deployment(self, iss: str, deployment_id: str) -> Deployment | None:  # noqa: ARG002
        """Find none."""
        return None

    def find_deployment_by_params(
        self,
        iss: str,  # noqa: ARG002
        deployment_id: str,
        client_id: str,  # noqa: ARG002
        *args: Any,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Deployment | None:
        """Return any: which are known is asked after the signature was checked."""
        return Deployment().set_deployment_id(deployment_id)


class KeySets:
    """The public keys of platforms, by address, for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sets: dict[str, tuple[float, dict[str, Any]]] = {}

    def get(self, url: str, kid: object, session: Guarded) -> dict[str, Any]:
        """Return the key set at an address; it is fetched if it is old, or has no key of this id.

        Raises
        ------
        OutsideError
            If it cannot be had.
        ValueError
            If what comes is no key set.
        """
        with self._lock:
            known = self._sets.get(url)
        if known is not None:
            age = time.monotonic() - known[0]
            has_it = any(key.get("kid") == kid for key in known[1]["keys"])
            if age < (KEYS_LAST if has_it else KEYS_PAUSE):
                return known[1]
        found = session.request("GET", url).json()
        if not (isinstance(found, dict) and isinstance(found.get("keys"), list)):
            raise ValueError("no list of keys")  # noqa: TRY004 -- the content is wrong, as where it is no JSON
        if not all(isinstance(key, dict) for key in found["keys"]):
            raise ValueError("what stands among the keys is none")
        with self._lock:
            self._sets[url] = (time.monotonic(), found)
        return found


class Launched(MessageLaunch[FormRequest, OnePlatform, OneNonce, NoCookies]):
    """A launch whose steps we call ourselves, each with a sentence of its own for what it refuses."""

    def __init__(
        self, fields: Mapping[str, str], config: OnePlatform, nonce: str, session: Guarded, keys: KeySets
    ) -> None:
        request = FormRequest(fields)
        super().__init__(
            request,
            config,
            session_service=OneNonce(request, nonce),
            cookie_service=NoCookies(),
            requests_session=session,
        )
        self.set_auto_validation(enable=False)
        self.set_jwt_verify_options({"verify_aud": False, "require": ["exp", "iat", "iss", "aud", "sub"]})
        self._session = session
        self._key_sets = keys

    def _get_request_param(self, key: str) -> str:
        return self._request.get_param(key)

    def fetch_public_key(self, key_set_url: str) -> Any:
        """Return the platform's key set."""
        return self._key_sets.get(key_set_url, self._jwt.get("header", {}).get("kid"), self._session)

    @property
    def claims(self) -> dict[str, Any]:
        """What the launch says."""
        return dict(self.get_launch_data())


class Connector(ServiceConnector):
    """Asks a platform's services; a token is kept until it ends, for all threads of this process."""

    _tokens: ClassVar[dict[tuple[str, str], tuple[float, str]]] = {}
    _lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, registration: Registration, session: Guarded) -> None:
        super().__init__(registration, session)
        self._client = str(registration.get_client_id())

    def forget_token(self, scopes: Iterable[str]) -> None:
        """Let go of a token that was refused."""
        with self._lock:
            self._tokens.pop((self._client, self._scope_key(scopes)), None)

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        with self._lock:
            ends, token = self._tokens.get((self._client, scope_key), (0.0, ""))
        return token if ends > time.monotonic() else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        try:
            ends = time.monotonic() + float(expires_in) - SPARE
        except (TypeError, ValueError):
            return
        with self._lock:
            self._tokens[self._client, scope_key] = ends, access_token


def registration_of(platform: Platform, key: ToolKey) -> Registration:
    """Return a platform as the library wants it."""
    made = Registration().set_issuer(platform.issuer).set_client_id(platform.client)
    made.set_auth_login_url(platform.login).set_auth_token_url(platform.token).set_key_set_url(platform.keys)
    if platform.audience:
        made.set_auth_audience(platform.audience)
    return made.set_tool_private_key(key.private).set_tool_public_key(key.public)


__all__ = ["Connector", "KeySets", "Launched", "LtiException", "OnePlatform", "registration_of"]
