"""Pages as bytes: what is the same for everybody is compressed once, around places for what is the learner's own.

A gzip stream may be put together from stretches of raw DEFLATE that each end on a byte and stand on nothing before
them (`zlib.Z_FULL_FLUSH`, or a stored block), a header, an empty last block, and the checksum and the length of the
whole (RFC 1951 3.2.3, RFC 1952 2.3). So a page with a learner's own parts costs the compression of these parts alone.
"""

from __future__ import annotations

import gzip
import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import brotli
from markupsafe import Markup

_MARK = "\0"  # no text of a lesson holds it: Markdown replaces it
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_LAST_BLOCK = b"\x03\x00"
_OWN_LEVEL = 5  # for parts of a few kilobytes: a higher level costs twice as much and gains one byte in a hundred
_STORED = 60  # bytes that compression would not make fewer, each with a kilobyte of its tables to set up

Encoded = tuple[str | None, bytes]
"""The name of a content coding, None for none, and the bytes in it."""


@dataclass(frozen=True)
class Piece:
    """A part of a page, and the same as a stretch of a gzip stream."""

    text: bytes
    deflated: bytes

    @property
    def html(self) -> str:
        """The part as text."""
        return self.text.decode()

    @classmethod
    def of(cls, text: str, level: int = _OWN_LEVEL) -> Piece:
        """Return a text as a piece."""
        content = text.encode()
        if len(content) < _STORED:
            return cls(content, struct.pack("<BHH", 0, len(content), len(content) ^ 0xFFFF) + content)
        squeeze = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
        return cls(content, squeeze.compress(content) + squeeze.flush(zlib.Z_FULL_FLUSH))


def place(name: str) -> Markup:
    """Return the mark of a place in a page that is to be kept."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704 - a name of ours


class Kept:
    """A text with named places in it, kept in pieces."""

    def __init__(self, text: str) -> None:
        parts = text.split(_MARK)
        self.names = tuple(parts[1::2])
        self._pieces = [Piece.of(part, level=9) for part in parts[::2]]

    def filled(self, fill: Callable[[str], Iterable[Piece]]) -> Iterator[Piece]:
        """Yield the pieces of the text, with what `fill` returns for each name in its place."""
        yield self._pieces[0]
        for name, after in zip(self.names, self._pieces[1:], strict=True):
            yield from fill(name)
            yield after


@dataclass(frozen=True)
class Whole:
    """A page without a place in it, compressed when it is first asked for."""

    content: bytes

    @cached_property
    def tag(self) -> str:
        """A weak entity tag: the same content in any coding."""
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:20]}"'

    def encoded(self, accepted: str) -> Encoded:
        """Return the page in the best coding that a browser accepts."""
        codings = accepted_codings(accepted)
        if "br" in codings:
            return "br", self._brotli
        return ("gzip", self._gzip) if "gzip" in codings else (None, self.content)

    @cached_property
    def _brotli(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=9))

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)


def joined(pieces: Iterable[Piece], accepted: str) -> Encoded:
    """Return pieces as one page, in gzip if the browser accepts it."""
    pieces = tuple(pieces)
    if "gzip" not in accepted_codings(accepted):
        return None, b"".join(piece.text for piece in pieces)
    checksum = length = 0
    for piece in pieces:
        checksum = zlib.crc32(piece.text, checksum)
        length += len(piece.text)
    end = _LAST_BLOCK + struct.pack("<II", checksum, length & 0xFFFFFFFF)
    return "gzip", b"".join((_HEADER, *(piece.deflated for piece in pieces), end))


@lru_cache(maxsize=64)
def accepted_codings(header: str) -> frozenset[str]:
    """Return the content codings that an `Accept-Encoding` names and does not refuse by `q=0`.

    Examples
    --------
    >>> sorted(accepted_codings("gzip;q=0, deflate, br;q=0.9"))
    ['br', 'deflate']
    """
    found = set()
    for part in header.lower().split(","):
        coding, _, weight = part.partition(";")
        if weight.replace(" ", "").removeprefix("q=").rstrip("0.") or not weight:
            found.add(coding.strip())
    return frozenset(found)
