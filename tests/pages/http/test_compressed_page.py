"""Pages that are kept as bytes: what is sent is what is meant, in every coding, for every learner."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks import present
from app.pages.http.compressed_page import Kept, Piece, Whole, accepted_codings, joined, place
from app.pages.kinds import KINDS

if TYPE_CHECKING:
    from conftest import Live

LESSONS = ("wrong-dictionary", "two-directions", "classification")
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300)


@given(st.lists(TEXT, min_size=1, max_size=6), TEXT)
def test_pieces_are_one_gzip_stream(parts: list[str], own: str) -> None:
    """A page of pieces, with whatever a learner typed in its places, is read by gzip as the text that it is."""
    kept = Kept(str(place("own")).join(parts))
    pieces = list(kept.filled(lambda _name: (Piece.of(own),)))
    coding, content = joined(pieces, "gzip, br")
    assert coding == "gzip"
    assert gzip.decompress(content).decode() == own.join(parts)
    assert joined(pieces, "")[1].decode() == own.join(parts)


def test_a_piece_stands_on_nothing_before_it() -> None:
    """Each piece can be read by itself: none reaches back into one that another learner does not have."""
    text = "entropy, cross-entropy, " * 40
    for piece in Kept(f"{text}{place('own')}{text}").filled(lambda _name: ()):
        assert zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece.deflated).decode() == text


@pytest.mark.parametrize(
    ("header", "coding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("gzip;q=0", None), ("", None)],
)
def test_a_page_comes_in_a_coding_that_the_browser_accepts(header: str, coding: str | None) -> None:
    """What is refused by `q=0`, or not named, is not sent."""
    page = Whole(b"a page " * 100)
    read = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    named, content = page.encoded(header)
    assert named == coding
    assert read[named](content) == page.content
    assert "identity" not in accepted_codings(header)


def answers(live: Live, lesson: str, cookie: str, text: str) -> None:
    """Answer every question of a lesson, and commit every prediction."""
    found = live.server.site.course.lesson(lesson)
    for slot in found.slots:
        if slot.kind == "check":
            shown = present(live.server.site.checks[lesson][slot.ref])
            answer = text if shown.kind == "numeric" else shown.options[0].id
            body = urlencode({"event": str(uuid4()), "seed": "0", "action": "answer", "answer": answer})
            live.ask(f"/lessons/{lesson}/checks/{slot.ref}", "POST", body, Cookie=cookie)
    for item in found.widgets.values():
        if item.prediction:
            state = KINDS[item.kind].State.from_options(item.options).as_dict()
            body = json.dumps({"event": str(uuid4()), "guess": float(text), "state": state})
            live.ask(f"/lessons/{lesson}/predictions/{item.prediction}", "POST", body, Cookie=cookie)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_coding_of_a_learners_page_says_the_same(live: Live, lesson: str) -> None:
    """Plain or in gzip, a learner's page is one text, with the learner's own in it and nothing left open."""
    cookie = live.visitor()
    answers(live, lesson, cookie, "0.8125")
    plain = live.page(f"/lessons/{lesson}", Cookie=cookie)
    answer, content = live.ask(f"/lessons/{lesson}", Cookie=cookie, Accept_Encoding="gzip, br")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(content).decode() == plain
    assert "\0" not in plain
    assert "\\u0000" not in plain
    assert 'value="0.8125"' in plain
    assert '"committed": {"guess": 0.8125, "truth": ' in plain
    newcomer, content = live.ask(f"/lessons/{lesson}", Accept_Encoding="gzip, deflate, br")
    assert newcomer.getheader("Content-Encoding") == "br"
    assert "0.8125" not in brotli.decompress(content).decode()


def test_what_two_learners_did_stays_apart(live: Live) -> None:
    """One's answers and guesses are never on the other's page, in whatever order they come."""
    first, second = live.visitor(), live.visitor()
    answers(live, "two-directions", first, "0.8125")
    answers(live, "two-directions", second, "0.4375")
    for _ in range(3):
        for cookie, own, other in ((first, "0.8125", "0.4375"), (second, "0.4375", "0.8125")):
            page = live.page("/lessons/two-directions", Cookie=cookie)
            assert own in page
            assert other not in page
        assert "0.8125" not in live.page("/lessons/two-directions")


def test_a_page_is_made_once(live: Live) -> None:
    """A hundred newcomers read one page; who asks for a state gets a page that is not kept for ever."""
    site = live.server.site
    live.page("/lessons/two-directions")
    page = site.pages.get((("lesson", "two-directions"), ()), lambda: None)
    for _ in range(100):
        live.page("/lessons/two-directions")
    assert site.pages.get((("lesson", "two-directions"), ()), lambda: None) is page
    before = len(site.pages)
    for step in range(40):
        assert "figure" in live.page(f"/lab/pmf_bars?p=0.{step + 10},{1 - (step + 10) / 100:.2f}")
    assert len(site.pages) == before
    assert len(site.asked_pages) <= 32
