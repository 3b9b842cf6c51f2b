"""The key by which course systems know us: made once, kept in the data folder, its public half for everybody."""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.registration import Registration

NAME: Final = "lti_key.pem"
BITS: Final = 2048


class ToolKeyError(Exception):
    """The key cannot be used; the message says why, and what to do."""


class ToolKey:
    """The private key of this course, made when it is first needed.

    Parameters
    ----------
    folder
        The data folder. Several machines that serve one course need the same file.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._lock = threading.Lock()
        self._texts: tuple[str, str] | None = None

    @property
    def private(self) -> str:
        """The private key, PEM."""
        return self._read()[0]

    @property
    def public(self) -> str:
        """The public key, PEM."""
        return self._read()[1]

    def public_set(self) -> dict[str, Any]:
        """Return the public key as a JSON Web Key Set, as course systems fetch it."""
        return {"keys": [dict(Registration.get_jwk(self.public))]}

    def _read(self) -> tuple[str, str]:
        with self._lock:
            if self._texts is None:
                if not self._path.exists():
                    _make(self._path)
                if self._path.stat().st_mode & 0o077:
                    raise ToolKeyError(
                        f"{self._path} may be read by others than its owner; run: chmod 600 {self._path}"
                    )
                private = self._path.read_bytes()
                key = serialization.load_pem_private_key(private, None)
                public = key.public_key().public_bytes(
                    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
                )
                self._texts = private.decode("ascii"), public.decode("ascii")
            return self._texts


def _make(path: Path) -> None:
    """Make a key; of processes that begin together the first to link its draft to the name wins."""
    text = rsa.generate_private_key(public_exponent=65537, key_size=BITS).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
