"""The state as fields of a query string, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from app.ui.widget import StateError
from app.widgets.pmf_bars.checking import own_names


def write(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a query string that `read` turns into the same state.

    Numbers are the shortest decimals that read back as the same double. In a label, only the comma and the percent
    sign are escaped, so that a comma can separate labels.
    """
    return {
        "p": ",".join(map(_decimal, state["p"])),
        "q": ",".join(map(_decimal, state["q"])),
        "labels": ",".join(_escaped(label) for label in state["labels"]),
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
    state = dict(default)
    for name in ("p", "q"):
        if name in fields:
            state[name] = [_number(text, name, index) for index, text in enumerate(fields[name].split(","))]
    if len(state["p"]) != len(state["q"]):
        raise StateError(
            f"p has {len(state['p'])} entries and q has {len(state['q'])}: give one for each outcome in both."
        )
    if "labels" in fields:
        state["labels"] = [unquote(text) for text in fields["labels"].split(",")]
    elif len(state["labels"]) != len(state["p"]):
        state["labels"] = own_names(len(state["p"]))
    if "unit" in fields:
        state["unit"] = fields["unit"]
    if "lock" in fields:
        state["lock"] = _flag(fields["lock"])
    if "show" in fields:
        state["show"] = [name for name in fields["show"].split(",") if name]
    return state


def _decimal(value: float) -> str:
    text = repr(value)
    return text.removesuffix(".0")


def _escaped(label: str) -> str:
    return "".join(quote(sign, safe="") if sign in ",%" else sign for sign in label)


def _number(text: str, name: str, index: int) -> float:
    try:
        return float(text)
    except ValueError:
        message = (
            f"{name}[{index}] is {text!r}, which is no number: "
            "write decimals with a point, separated by commas, such as 0.9,0.1."
        )
        raise StateError(message) from None


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise StateError(f"lock is {text!r}, but it is on or off: write lock=1 or lock=0.")
    return text == "1"
