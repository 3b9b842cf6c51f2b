"""What is found for a query, best first. `static/js/page/search_rank.js` is the twin that answers in the page."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias
from urllib.parse import quote

_WORD = re.compile(r"[^\W_]+")
#: What holds a code word together: `kl_div`, `F.kl_div`, `cross-entropy`.
_CODE = re.compile(r"[^\W_][._-]+[^\W_]")
#: Up to three ordinary words after a hit: what stands in a formula is drawn otherwise than it is indexed.
_PLAIN = re.compile(r"(?: [A-Za-z]{2,}){1,3}(?![\w(])")
#: What belongs to a hit within `F.kl_div(input, target)`.
_NAME_BEFORE, _NAME_AFTER = re.compile(r"(?:\w+[._])*\w*$"), re.compile(r"\w*(?:[._]\w+)*")
#: So far back a name in code may begin.
LONGEST_NAME: Final = 40
MOST: Final = 12
#: What a word of the query is worth, found whole or as a beginning: in a title, in another name, in the text.
WORTH: Final = {"title": (12, 8), "also": (10, 7), "text": (3, 1)}
#: For a title that is the query, and for one that begins with it.
SAME, BEGINS = 20, 6
#: Words that everybody writes and nobody looks for.
COMMON: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "do",
        "does",
        "for",
        "from",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "my",
        "not",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "with",
        "you",
        "your",
    ]
)
#: Of shorter words, too many are one slip away.
SHORTEST_SLIP: Final = 4

Wanted: TypeAlias = tuple[str, tuple[str, ...]]
"""A word, and the parts that it may be there in."""


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    Parameters
    ----------
    kind
        "word", "lesson", "page", "figure", "code" or "question".
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

    @cached_property
    def joined(self) -> dict[str, frozenset[str]]:
        """Two or three neighbouring words written as one: `crossentropy`, `logloss`, `fkldiv`."""
        return {place: frozenset(joined(words)) for place, words in self.words.items()}


def fold(text: str) -> tuple[str, ...]:
    """Return a text's words without case, accents and signs.

    Examples
    --------
    >>> fold("KL(P ‖ Q), Gibbs’ inequality")
    ('kl', 'p', 'q', 'gibbs', 'inequality')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return tuple(_WORD.findall(bare.lower()))


def joined(words: Sequence[str]) -> list[str]:
    """Return each two and each three neighbours as one word.

    Examples
    --------
    >>> joined(("f", "kl", "div"))
    ['fkl', 'kldiv', 'fkldiv']
    """
    return ["".join(words[at : at + size]) for size in (2, 3) for at in range(len(words) - size + 1)]


def wanted(query: str) -> list[Wanted]:
    """Return what a query asks for: its words without the common ones, and code words whole.

    Examples
    --------
    >>> wanted("why is F.kl_div so")
    [('fkldiv', ('f', 'kl', 'div')), ('so', ())]
    """
    found: list[Wanted] = []
    for chunk in query.split():
        words = fold(chunk)
        if len(words) > 1 and _CODE.search(chunk):
            found.append(("".join(words), words))
        else:
            found += [(word, ()) for word in words]
    return [each for each in found if each[0] not in COMMON] or found


def rank(entries: Sequence[Entry], query: str) -> list[Entry]:
    """Return the entries that have every word of a query, at least as a beginning; the best first, at most twelve.

    Parameters
    ----------
    entries
        Where to look; of equals the earlier one comes first.
    query
        What somebody typed. Common words do not count; a word that is nowhere stands for those one slip away.
    """
    return _best(entries, query, _asked(entries, query))


def nearest(entries: Sequence[Entry], query: str) -> list[Entry]:
    """Return the entries that have as many words of a query as any has, where none has all."""
    asked = _asked(entries, query)
    counts = [sum(any(_worth_of(entry, one) for one in each) for each in asked) for entry in entries]
    most = max(counts, default=0)
    having = [entry for entry, count in zip(entries, counts, strict=True) if count == most > 0]
    return _best(having, query, asked, partly=True)


def _best(
    entries: Sequence[Entry], query: str, asked: Sequence[Sequence[Wanted]], *, partly: bool = False
) -> list[Entry]:
    if not asked:
        return []
    plain = fold(query)
    scored = [(score(entry, asked, plain, partly=partly), entry) for entry in entries]
    found = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return [entry for _, entry in found[:MOST]]


def _asked(entries: Sequence[Entry], query: str) -> list[list[Wanted]]:
    """Return for each word of a query what it stands for: itself, or the words that are one slip away."""
    return [
        [each] if any(_worth_of(entry, each) for entry in entries) else _slips(entries, each[0]) or [each]
        for each in wanted(query)
    ]


def _slips(entries: Sequence[Entry], word: str) -> list[Wanted]:
    if len(word) < SHORTEST_SLIP:
        return []
    known = {each for entry in entries for words in entry.words.values() for each in words}
    known |= {each for entry in entries for place in ("title", "also") for each in entry.joined[place]}
    return [(each, ()) for each in sorted(known) if one_slip(word, each)]


def one_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter: another, one more, one less, or two exchanged.

    Examples
    --------
    >>> one_slip("entrpy", "entropy"), one_slip("etnropy", "entropy"), one_slip("entropy", "entropy")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return short[at:] == long[at + 1 :]
    exchanged = one[at + 1 : at + 2] + one[at : at + 1] == other[at : at + 2]
    return one[at + 1 :] == other[at + 1 :] or (exchanged and one[at + 2 :] == other[at + 2 :])


def score(entry: Entry, asked: Sequence[Sequence[Wanted]], plain: Sequence[str], *, partly: bool = False) -> int:
    """Return how well an entry answers a query; 0 if it lacks one of its words, unless a part is enough."""
    total = 0
    for each in asked:
        best = max(_worth_of(entry, one) for one in each)
        if not best and not partly:
            return 0
        total += best
    title = entry.words["title"]
    if title == tuple(plain):
        total += SAME
    elif title[: len(plain)] == tuple(plain):
        total += BEGINS
    return total


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a text around a word that a query asks for; without one, the text's beginning."""

    before: str
    hit: str
    after: str

    @property
    def phrase(self) -> str:
        """The hit, as far as it is one name in code, and plain words after it: what a browser is to look for."""
        if not self.hit:
            return ""
        before, after = _NAME_BEFORE.search(self.before), _NAME_AFTER.match(self.after)
        assert before is not None
        assert after is not None
        plain = _PLAIN.match(self.after, after.end())
        return f"{before[0]}{self.hit}{after[0]}{plain[0] if plain else ''}"


def excerpt(text: str, query: str, around: int = 60) -> Excerpt:
    """Return where a text has most of what a query asks for, with what stands around it.

    Examples
    --------
    >>> excerpt("The gap is never negative.", "negative")
    Excerpt(before='The gap is never ', hit='negative', after='.')
    """
    hits = [
        (match.start(), match.end(), which, worth)
        for match in _WORD.finditer(text)
        for which, asked in enumerate(wanted(query))
        if (worth := _told(text[max(0, match.start() - LONGEST_NAME) : match.end()], match[0], asked))
    ]
    if not hits:
        return Excerpt(text[: 2 * around] + ("…" if len(text) > 2 * around else ""), "", "")
    start, end = max(hits, key=lambda hit: (_gathered(hits, hit[0], 2 * around), hit[3]))[:2]
    first = max(0, start - around)
    before = text[first:start]
    if first:
        before = "…" + re.sub(r"^\S*\s", "", before)
    after = text[end : end + 2 * around] + ("…" if end + 2 * around < len(text) else "")
    return Excerpt(before, text[start:end], after)


def _gathered(hits: Sequence[tuple[int, int, int, int]], start: int, length: int) -> int:
    """Return what the words of a query are worth that stand in a stretch of text, each counted once."""
    best: dict[int, int] = {}
    for place, _, which, worth in hits:
        if start <= place <= start + length:
            best[which] = max(worth, best.get(which, 0))
    return sum(best.values())


def _told(until: str, found: str, asked: Wanted) -> int:
    """Return how well a word, which stands at the end of `until`, is what a query asks for; 0 if it is not."""
    word, parts = asked
    if parts:
        return 3 if fold(until)[-len(parts) :] == parts else 1 if fold(found)[-1:] == parts[-1:] else 0
    return max((_likeness(each, word) for each in fold(found)), default=0)


def _likeness(word: str, wanted: str) -> int:
    if word.startswith(wanted):
        return 3 if word == wanted else 2
    near = len(wanted) >= SHORTEST_SLIP and ((wanted.startswith(word) and len(word) > 3) or one_slip(wanted, word))
    return 1 if near else 0


def landing(entry: Entry, query: str) -> str:
    """Return the address of an entry, with the words on which a browser is to land (a text fragment)."""
    phrase = excerpt(entry.text, query).phrase
    titled = all(_worth(entry, "title", word) for word, _ in wanted(query))
    if entry.kind == "question" or titled or not phrase:
        return entry.address  # under its heading is where one wants to be
    return f"{entry.address}{'' if '#' in entry.address else '#'}:~:text={quote(phrase, safe='').replace('-', '%2D')}"


def _worth_of(entry: Entry, asked: Wanted) -> int:
    """Return what an entry's best place for a word is worth; a code word may also be there in parts."""
    word, parts = asked
    best = max(_worth(entry, place, word) for place in WORTH)
    if best or not parts:
        return best
    return min(_worth_of(entry, (part, ())) for part in parts)


def _worth(entry: Entry, place: str, word: str) -> int:
    whole, beginning = WORTH[place]
    if word in entry.words[place] or word in entry.joined[place]:
        return whole
    return beginning if any(each.startswith(word) for each in entry.words[place]) else 0
