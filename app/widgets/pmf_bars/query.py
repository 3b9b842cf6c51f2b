"""The state as fields of a query string, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.ui.outcomes import fields_to_pair, labels_to_field, numbers_to_field
from app.ui.widget import StateError


def write(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a query string that `read` turns into the same state.

    Numbers are the shortest decimals that read back as the same double. In a label, only the comma and the percent
    sign are escaped, so that a comma can separate labels.
    """
    return {
        "p": numbers_to_field(state["p"]),
        "q": numbers_to_field(state["q"]),
        "labels": labels_to_field(state["labels"]),
        "unit": state["unit"],
        "lock": "1" if state["lock"] else "0",
        "show": ",".join(state["show"]),
    }


def read(fields: Mapping[str, str], default: Mapping[str, Any]) -> dict[str, Any]:
    """Return `default` changed by what the fields of a query string say.

    Raises
    ------
    StateError
        If a field cannot be read; it names the field, the value, the rule and the repair. Fields that are not
        ours are left to others.
    """
    state = fields_to_pair(fields, default)
    if "unit" in fields:
        state["unit"] = fields["unit"]
    if "lock" in fields:
        state["lock"] = _flag(fields["lock"])
    if "show" in fields:
        state["show"] = [name for name in fields["show"].split(",") if name]
    return state


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise StateError(f"lock is {text!r}, but it is on or off: write lock=1 or lock=0.")
    return text == "1"
