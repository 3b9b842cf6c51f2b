"""Names for an hour: drawn from two lists, so that nobody types one."""

from __future__ import annotations

import secrets
from typing import Final

FIRST: Final = (
    "Amber", "Brisk", "Calm", "Candid", "Clever", "Cosy", "Daring", "Dapper", "Eager", "Early", "Fair", "Fleet",
    "Gentle", "Glad", "Golden", "Hardy", "Honest", "Jolly", "Keen", "Kind", "Lively", "Lucid", "Merry", "Mild",
    "Nimble", "Patient", "Plucky", "Quick", "Quiet", "Ready", "Rosy", "Sandy", "Silver", "Smart", "Steady", "Sunny",
    "Swift", "Tidy", "Trusty", "Witty",
)  # fmt: skip
SECOND: Final = (
    "Badger", "Beaver", "Bison", "Bittern", "Crane", "Curlew", "Dolphin", "Dove", "Eagle", "Egret", "Falcon", "Finch",
    "Fox", "Gecko", "Gull", "Hare", "Heron", "Ibis", "Kestrel", "Lark", "Lynx", "Magpie", "Marten", "Mole", "Newt",
    "Otter", "Owl", "Panda", "Plover", "Puffin", "Raven", "Robin", "Seal", "Shrew", "Swan", "Tern", "Thrush", "Toad",
    "Vole", "Wren",
)  # fmt: skip


def new_pseudonym() -> str:
    """Return a name; sixteen hundred are few enough to read out, and in a full hall two may share one.

    Examples
    --------
    >>> is_pseudonym(new_pseudonym())
    True
    """
    return f"{secrets.choice(FIRST)} {secrets.choice(SECOND)}"


def is_pseudonym(text: str) -> bool:
    """Return whether a name is one of ours.

    Examples
    --------
    >>> is_pseudonym("Calm Otter"), is_pseudonym("<script>")
    (True, False)
    """
    first, _, second = text.partition(" ")
    return first in FIRST and second in SECOND
