"""The telegram as fields of a query string, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from app.ui.widget import StateError
from app.widgets.telegram.checking import own_names

WHOLE = ("block", "seed", "length", "sent", "speed")


def write(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a query string that `read` turns into the same state.

    Numbers are the shortest decimals that read back as the same double; in a label, only comma and percent sign are
    escaped. A telegram that is sent to its end has no field `sent`, and without a written message no field `message`.
    """
    fields = {
        "p": ",".join(map(_decimal, state["p"])),
        "q": ",".join(map(_decimal, state["q"])),
        "labels": ",".join(_escaped(label) for label in state["labels"]),
        "code": state["code"],
        "source": state["source"],
        **{name: str(state[name]) for name in WHOLE},
        "message": state["message"],
    }
    if state["sent"] is None:
        del fields["sent"]
    if not state["message"]:
        del fields["message"]
    return fields


def read(fields: Mapping[str, str], default: Mapping[str, Any]) -> dict[str, Any]:
    """Return `default` changed by what the fields of a query string say; StateError names one that cannot be read."""
    state = _read_pair(fields, default)
    for name in ("code", "source", "message"):
        if name in fields:
            state[name] = fields[name]
    for name in WHOLE:
        if name in fields:
            state[name] = _whole(fields[name], name)
    # Another telegram than the default's is shown whole, unless the address says otherwise.
    if "sent" not in fields and any(name in fields for name in ("length", "message", "source")):
        state["sent"] = None
    if "message" not in fields and fields.get("source") == "draw":
        state["message"] = ""  # `write` leaves out only an empty one
    return state


def _read_pair(fields: Mapping[str, str], default: Mapping[str, Any]) -> dict[str, Any]:
    state = dict(default)
    for name in ("p", "q"):
        if name in fields:
            state[name] = [_number(text, f"{name}[{index}]") for index, text in enumerate(fields[name].split(","))]
    if len(state["p"]) != len(state["q"]):
        raise StateError(
            f"p has {len(state['p'])} entries and q has {len(state['q'])}: give one for each letter in both."
        )
    if "labels" in fields:
        state["labels"] = [unquote(text) for text in fields["labels"].split(",")]
    elif len(state["labels"]) != len(state["p"]):
        state["labels"] = own_names(len(state["p"]))
    return state


def _decimal(value: float) -> str:
    return repr(value).removesuffix(".0")


def _escaped(label: str) -> str:
    return "".join(quote(sign, safe="") if sign in ",%" else sign for sign in label)


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError:
        message = (
            f"{name} is {text!r}, which is no number: write decimals with a point and commas between, such as 0.9,0.1."
        )
        raise StateError(message) from None


def _whole(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise StateError(f"{name} is {text!r}, which is no whole number: write digits alone, such as 100.")
    return int(text)
