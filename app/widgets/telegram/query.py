"""The telegram as fields of a query string, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.ui.outcomes import fields_to_pair, labels_to_field, numbers_to_field
from app.ui.widget import StateError

WHOLE = ("block", "seed", "length", "sent", "speed")


def write(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a query string that `read` turns into the same state.

    Numbers are the shortest decimals that read back as the same double; in a label, only comma and percent sign are
    escaped. A telegram that is sent to its end has no field `sent`, and without a written message no field `message`.
    """
    fields = {
        "p": numbers_to_field(state["p"]),
        "q": numbers_to_field(state["q"]),
        "labels": labels_to_field(state["labels"]),
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
    state = fields_to_pair(fields, default)
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


def _whole(text: str, name: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise StateError(f"{name} is {text!r}, which is no whole number: write digits alone, such as 100.")
    return int(text)
