"""A mark without an administrator: a code that says what a learner has done in a lesson, signed by the server.

It is a text such as ``WD1.WyJ0d28tZGlyZWN0aW9ucyIsIDIwMjYt….m3Qx…``: what it says as JSON in base64, and a signature.
Whoever holds the server's secret can tell whether it was given out as it stands; nobody else can make one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

PREFIX: Final = "WD1"
CODE: Final = re.compile(rf"{PREFIX}\.[A-Za-z0-9_-]{{20,600}}\.[A-Za-z0-9_-]{{22}}")
LONGEST_NAME: Final = 60
_SIGNED: Final = 16  # bytes of a signature: nobody guesses 128 bits
_ODD: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class CodeError(ValueError):
    """A text is no code, or was not given out by this server as it stands; the message says which."""


@dataclass(frozen=True)
class Completion:
    """What a code says.

    Attributes
    ----------
    lesson
        The lesson's id.
    day
        When the lesson was completed, or when the code was given out for what was done until then; in UTC.
    right, questions
        How many of the lesson's questions have been answered rightly, of how many.
    complete
        Whether nothing of the lesson was left to do, its predictions included.
    record
        Eight signs that are the same for all codes of one learner's work in one lesson, and tell nothing else.
    name
        What the learner typed as their name; nobody has checked it.
    """

    lesson: str
    day: date
    right: int
    questions: int
    complete: bool
    record: str
    name: str = ""


def plain_name(text: str) -> str:
    """Return a name as it may stand in a code: one line, without signs that change the direction of writing."""
    return " ".join(_ODD.sub(" ", text).split())[:LONGEST_NAME].strip()


def record_tag(learner: str, lesson: str, secret: str) -> str:
    """Return what tells one learner's work in one lesson from all others, and not whose it is."""
    return _signature(f"{learner} {lesson}".encode(), secret, "record of a completion code")[:4].hex()


def give_out(completion: Completion, secret: str) -> str:
    """Return the code for a completion.

    Parameters
    ----------
    completion
        What it says.
    secret
        The server's secret.

    Returns
    -------
    str
        Some hundred letters, digits, ``.``, ``-`` and ``_``.

    Examples
    --------
    >>> done = Completion("two-directions", date(2026, 11, 28), 7, 7, True, "0badcafe", "Ada")
    >>> read_code(give_out(done, "a secret"), "a secret") == done
    True
    """
    fields = [*astuple(completion)]
    fields[1] = completion.day.isoformat()
    said = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return f"{PREFIX}.{_written(said)}.{_written(_signature(said, secret, PREFIX)[:_SIGNED])}"


def read_code(text: str, secret: str) -> Completion:
    """Return what a code says; blanks and line ends that mail programs put into it do not matter.

    Raises
    ------
    CodeError
        If it is no code, or not one that was given out under this secret.
    """
    code = re.sub(r"[\s\u200b\ufeff]", "", text)
    if not CODE.fullmatch(code):
        raise CodeError(
            f"{_shown(code)} is no code: one begins with {PREFIX}. and has two parts after it; copy all of it"
        )
    _, said, signed = code.split(".")
    try:
        content, signature = _read(said), _read(signed)
    except (binascii.Error, ValueError):
        raise CodeError(f"{_shown(code)} is no code: a sign of it was lost; copy all of it") from None
    if not hmac.compare_digest(signature, _signature(content, secret, PREFIX)[:_SIGNED]):
        raise CodeError(
            f"{_shown(code)} was not given out by this course as it stands: it was changed, or is another's"
        )
    lesson, day, right, questions, complete, record, name = json.loads(content)
    return Completion(lesson, date.fromisoformat(day), right, questions, complete, record, name)


def _signature(said: bytes, secret: str, purpose: str) -> bytes:
    # A key for each purpose: what is signed for one is never taken for another.
    key = hmac.digest(secret.encode(), f"wrong dictionary: {purpose}".encode(), hashlib.sha256)
    return hmac.digest(key, said, hashlib.sha256)


def _written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _read(text: str) -> bytes:
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _written(content) != text:  # the last sign has bits that say nothing: one of its four readings alone is ours
        raise ValueError("not as it is written")
    return content


def _shown(code: str) -> str:
    return repr(code if len(code) <= 24 else f"{code[:20]}…")
