"""The unit interval: its words are those of the kernel's codes, and a message is its own piece of it."""

import pytest

from app.figure.widget import StateError
from app.kernel import Pmf
from app.kernel.codes import PrefixCode, block_cost, message_interval
from app.widgets.interval.frame import frame
from app.widgets.interval.state import IntervalState, words_of


def interval(**fields):
    return IntervalState.from_options(fields)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("q", [0.01, 0.3, 0.5, 0.75, 0.9, 0.99])
def test_huffman_fills_the_interval_however_wrong_the_book(q, size):
    """Kraft's sum is exactly 1, and a letter costs what the kernel's block code costs."""
    state = interval(q=q, code="huffman", block=str(size))
    results = state.results()
    assert results["kraft"] == 1.0
    assert results["cost"] == pytest.approx(block_cost([0.5, 0.5], [q, 1 - q], size).truth, rel=1e-12)
    assert frame(state, results)["a-free"]["hidden"] == ""


def test_rounded_up_leaves_room_that_belongs_to_nobody():
    """Words of 1 and 4 bits fill 0.5625, and cost fair letters 2.5 bits; made of halves they fill all."""
    state = interval(code="shannon")
    results = state.results()
    assert (results["kraft"], results["cost"]) == (0.5625, 2.5)
    free = frame(state, results)["a-free"]
    assert (free["hidden"], free["style.left"], free["style.width"]) == (None, "56.25%", "43.75%")
    assert interval(code="shannon", q=0.5).results()["kraft"] == 1.0


def test_pairs_cost_less_than_the_cross_entropy():
    """1.125 bits a letter, where the cross-entropy is 1.737."""
    results = interval(code="huffman", block="2").results()
    assert results["cost"] == 1.125
    assert results["limit"] == pytest.approx(1.73696559416621)


@pytest.mark.parametrize("code", ["ideal", "huffman", "shannon"])
@pytest.mark.parametrize("size", ["1", "2", "3"])
def test_the_words_lie_side_by_side(code, size):
    """Each begins where the one before ends; as bits they are a prefix code that lies there."""
    words = words_of(0.83, code, int(size))
    assert [word.start for word in words[1:]] == pytest.approx([word.start + word.share for word in words[:-1]])
    assert len({word.block for word in words}) == 2 ** int(size)
    if code != "ideal":
        assert PrefixCode(tuple(word.written for word in words)).lengths.tolist() == [word.length for word in words]
        for word in words:
            assert int(word.written, 2) / 2**word.length == pytest.approx(word.start)


def test_ten_letters_are_one_and_a_half_bits_or_thirty_three():
    """All e or all t with the friend's book; the right book spends ten on either."""
    few, many = (interval(preset=name).results() for name in ("all-e", "all-t"))
    assert (few["right"], many["right"]) == (10.0, 10.0)
    assert few["bits"] == pytest.approx(1.52003093445)
    assert many["bits"] == pytest.approx(33.2192809489)
    assert few["extra"] < 0 < many["extra"]


@pytest.mark.parametrize("message", ["e", "t", "eet", "tetetetee", "e" * 40, "t" * 40])
def test_the_own_word_lies_within_the_window(message):
    """Its piece is at least a quarter of the message's, under two bits more than ideal, and drawn inside."""
    state = interval(message=message)
    results = state.results()
    assert results["bits"] <= results["word"] < results["bits"] + 2
    shown = frame(state, results)["word"]
    left, width = (float(shown[name].rstrip("%")) for name in ("style.left", "style.width"))
    assert left >= 0
    assert width > 24.9
    assert left + width <= 100.01
    assert state.piece() == message_interval([int(x == "t") for x in message], Pmf([0.9, 1 - 0.9]))


def test_a_letter_waits_until_its_word_is_complete():
    """With pairs, three letters have the bits of two; what waits is said."""
    three, two = (interval(code="huffman", block="2", message=message) for message in ("ett", "et"))
    assert three.results() == two.results()
    assert "still waits" in frame(three, three.results())["remark"]["text"]
    assert three.word() in ("10", "110")


def test_a_message_of_other_letters_is_refused():
    """The message is e and t, and not longer than the figure holds."""
    with pytest.raises(StateError, match="e and t"):
        interval(message="tea")
    with pytest.raises(StateError, match="at most 40"):
        interval(message="e" * 41)
    assert IntervalState.from_query({"message": "ette"}, IntervalState()).message == "ette"
