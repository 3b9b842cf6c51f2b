"""The state as fields of a query string, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.ui.outcomes import field_to_number
from app.ui.widget import StateError

LISTS: Final = {"w": "weights", "m": "means", "s": "sds"}
NUMBERS: Final = ("mu", "sigma", "alpha")
WORDS: Final = ("unit", "direction")


def write(state: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a query string that `read` turns into the same state.

    Numbers are the shortest decimals that read back as the same double.
    """
    return {
        **{short: ",".join(map(_decimal, state[name])) for short, name in LISTS.items()},
        **{name: _decimal(state[name]) for name in NUMBERS},
        **{name: state[name] for name in WORDS},
        "fixed": "1" if state["fixed"] else "0",
        "show": ",".join(state["show"]),
    }


def read(fields: Mapping[str, str], default: Mapping[str, Any]) -> dict[str, Any]:
    """Return `default` changed by what the fields of a query string say.

    Raises
    ------
    StateError
        If a field cannot be read; it names the field, the value, the rule and the repair. Fields that are not ours are
        left to others.
    """
    state = dict(default)
    for short, name in LISTS.items():
        if short in fields:
            state[name] = [
                field_to_number(text, f"{short}[{index}]") for index, text in enumerate(fields[short].split(","))
            ]
    for name in NUMBERS:
        if name in fields:
            state[name] = field_to_number(fields[name], name)
    for name in WORDS:
        if name in fields:
            state[name] = fields[name]
    if "fixed" in fields:
        state["fixed"] = _flag(fields["fixed"])
    if "show" in fields:
        state["show"] = [name for name in fields["show"].split(",") if name]
    return state


def _decimal(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise StateError(f"fixed is {text!r}, but it is on or off: write fixed=1 or fixed=0.")
    return text == "1"
