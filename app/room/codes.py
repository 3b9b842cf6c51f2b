"""What lets people into a room: its code, the host's token, and who somebody is in it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Final

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters that can be read out and copied from a wall: no I and no O, which look like digits."""
LENGTH: Final = 4
CODE: Final = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_code() -> str:
    """Return a random code; whether it is free the store says.

    Examples
    --------
    >>> CODE.fullmatch(new_code()) is not None
    True
    """
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, with small letters and blanks as they come; None if it is none.

    Examples
    --------
    >>> read_code(" kq wz"), read_code("KQ1Z")
    ('KQWZ', None)
    """
    tidy = re.sub(r"[\s-]", "", typed[:20]).upper()
    return tidy if CODE.fullmatch(tidy) else None


def new_token() -> str:
    """Return a fresh token for a host: 256 random bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(token: str, kept: str) -> bool:
    """Return whether a token is the one of which the hash is kept."""
    return hmac.compare_digest(token_hash(token), kept)


def participant_of(learner: str, key: str) -> str:
    """Return who a learner is in the room with a key.

    The same phone is the same participant whenever it comes back; from what a room keeps, nobody finds the learner.
    """
    return hmac.new(key.encode(), learner.encode(), hashlib.sha256).hexdigest()[:22]
