"""What is found for a query, best first. `static/js/page/search_rank.js` is the twin that answers in the page."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_WORD = re.compile(r"[^\W_]+")
MOST: Final = 12
#: What a word of the query is worth, found whole or as a beginning: in a title, in another name, in the text.
WORTH: Final = {"title": (12, 8), "also": (10, 7), "text": (3, 1)}
#: For a title that is the query, and for one that begins with it.
SAME, BEGINS = 20, 6


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Parameters
    ----------
    kind
        "word", "lesson", "page" or "question".
    title, context
        What it is called, and where it belongs.
    address
        Where it stands.
    text
        What it says.
    also
        Other names for it.
    """

    kind: str
    title: str
    context: str
    address: str
    text: str
    also: str = ""

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Its folded words, by where they stand."""
        # A question's title is the beginning of its text.
        title = () if self.kind == "question" else fold(self.title)
        return {"title": title, "also": fold(self.also), "text": fold(f"{self.context} {self.text}")}


def fold(text: str) -> tuple[str, ...]:
    """Return a text's words without case, accents and signs.

    Examples
    --------
    >>> fold("KL(P ‖ Q), Gibbs’ inequality")
    ('kl', 'p', 'q', 'gibbs', 'inequality')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return tuple(_WORD.findall(bare.lower()))


def rank(entries: Iterable[Entry], query: str) -> list[Entry]:
    """Return the entries that have every word of a query, at least as a beginning; the best first, at most twelve.

    Parameters
    ----------
    entries
        Where to look; of equals the earlier one comes first.
    query
        What somebody typed.
    """
    wanted = fold(query)
    if not wanted:
        return []
    scored = [(score(entry, wanted), entry) for entry in entries]
    found = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return [entry for _, entry in found[:MOST]]


def score(entry: Entry, wanted: Sequence[str]) -> int:
    """Return how well an entry answers the folded words of a query; 0 if it lacks one."""
    total = 0
    for word in wanted:
        best = max(_worth(entry.words[place], word, *WORTH[place]) for place in WORTH)
        if not best:
            return 0
        total += best
    title = entry.words["title"]
    if title == tuple(wanted):
        total += SAME
    elif title[: len(wanted)] == tuple(wanted):
        total += BEGINS
    return total


def _worth(words: Sequence[str], wanted: str, whole: int, beginning: int) -> int:
    if wanted in words:
        return whole
    return beginning if any(word.startswith(wanted) for word in words) else 0
