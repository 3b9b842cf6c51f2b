"""Answers that have been computed: a class that looks at one picture computes it once."""

from __future__ import annotations

from collections import OrderedDict


class Kept:
    """Texts by a key, the latest of them, of some bytes in all.

    Examples
    --------
    >>> kept = Kept(most=10)
    >>> kept.put("a", "12345"); kept.put("b", "67890"); kept.put("c", "!")
    >>> kept.get("a"), kept.get("b")
    (None, '67890')
    """

    def __init__(self, most: int = 8 * 2**20) -> None:
        self._most = most
        self._size = 0
        self._by_key: OrderedDict[str, str] = OrderedDict()

    def get(self, key: str) -> str | None:
        """Return what is kept under a key, if it still is."""
        if key in self._by_key:
            self._by_key.move_to_end(key)
        return self._by_key.get(key)

    def put(self, key: str, text: str) -> None:
        """Keep a text; what has not been asked for longest makes room."""
        self._size += len(text) - len(self._by_key.pop(key, ""))
        self._by_key[key] = text
        while self._size > self._most:
            self._size -= len(self._by_key.popitem(last=False)[1])
