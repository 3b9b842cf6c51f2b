"""Messages of a browser as JSON, read with bounds: what no figure can mean is refused before it costs anything."""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Mapping
from typing import Any, Final, NoReturn, TypeGuard

log = logging.getLogger(__name__)

LONGEST: Final = 64 * 1024
LONGEST_NUMBER: Final = 40
LONGEST_SENTENCE: Final = 400


class MessageError(ValueError):
    """What came is no message: the text names the rule and the repair."""


def read_message(text: str | bytes) -> dict[str, Any]:
    """Return the object that a text of JSON holds.

    Raises
    ------
    MessageError
        If it is longer than 64 KiB, no JSON, no object, nested too deeply, or has a number of more than 40 signs (the
        longest double has 24): reading thousands of digits would cost more than any figure does.

    Examples
    --------
    >>> read_message('{"seq": 1}')
    {'seq': 1}
    >>> read_message("[]")
    Traceback (most recent call last):
    app.figure.message.MessageError: a message is a JSON object: send one.
    """
    if len(text) > LONGEST:
        raise MessageError(f"the message has {len(text)} signs, but at most {LONGEST} are read: send less.")
    try:
        message = _READER.decode(text if isinstance(text, str) else text.decode("utf-8"))
    except MessageError:
        raise
    except RecursionError:
        raise MessageError("the message is nested too deeply: send plain fields.") from None
    except ValueError as error:
        raise MessageError(f"the message is no JSON ({error}): send a JSON object.") from None
    if not isinstance(message, dict):
        raise MessageError("a message is a JSON object: send one.")
    return message


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a finite number as JSON has them; a huge integer is compared, and never converted."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST


def write_message(reply: Mapping[str, Any]) -> str:
    """Return an answer as JSON; one that JSON cannot hold becomes an error, and is logged: it is a fault of ours."""
    try:
        return _WRITER.encode(reply)
    except (TypeError, ValueError):
        log.exception("an answer that is no JSON")
        return json.dumps({"error": "the answer cannot be written down; change something and try again."})


def sentence_of(error: BaseException) -> str:
    """Return an error's own sentence, cut where it quotes too much of what came."""
    text = str(error)
    return text if len(text) <= LONGEST_SENTENCE else f"{text[: LONGEST_SENTENCE - 1]}…"


_LARGEST: Final = 1.7976931348623157e308


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise MessageError(f"a number has {len(text)} digits, but at most {LONGEST_NUMBER} are read: round it.")
    return int(text)


def _decimal(text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise MessageError(f"a number has {len(text)} signs, but at most {LONGEST_NUMBER} are read: round it.")
    number = float(text)
    if math.isinf(number):
        raise MessageError("a number is too large for a double: give one below 1.8e308.")
    return number


def _no_number(text: str) -> NoReturn:
    raise MessageError(f"{text} is no JSON: send a finite number, or leave the field out.")


_WRITER: Final = json.JSONEncoder(allow_nan=False)
_READER: Final = json.JSONDecoder(parse_int=_whole, parse_float=_decimal, parse_constant=_no_number)
