"""The tape against the kernel: what the encoders send is what theory says, and every bit is a real one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import Pmf, cross_entropy, entropy
from app.kernel.codes import block_pmf, decode, huffman_code, ideal_lengths
from app.widgets.telegram.letters import draw_letters, read_letters
from app.widgets.telegram.spending import SPEND
from app.widgets.telegram.state import TelegramState
from app.widgets.telegram.words import break_even

P, Q = Pmf([0.5, 0.3, 0.15, 0.05], "abcd"), Pmf([0.1, 0.2, 0.3, 0.4], "abcd")
MESSAGES = st.lists(st.integers(0, 3), min_size=1, max_size=80)


def spread(truth, lengths):
    """The standard deviation of a letter's length when letters come from the truth."""
    mean = sum(p * length for p, length in zip(truth, lengths, strict=True))
    return math.sqrt(sum(p * (length - mean) ** 2 for p, length in zip(truth, lengths, strict=True)))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("code", ["ideal", "arithmetic"])
@pytest.mark.parametrize("pair", [(Pmf([0.5, 0.5]), Pmf([0.9, 0.1])), (P, Q)], ids=["e and t", "four letters"])
def test_averages_run_towards_entropy_and_cross_entropy(pair, code, seed):
    """After 2,000 letters both averages are within five standard errors of H(P) and H(P, Q).

    A standard error is the spread of one letter's ideal length over the root of 2,000; five of them are missed once in
    1.7 million telegrams. Closing an arithmetic telegram, and its last unsettled letters, cost two bits more at most.
    """
    truth, model = pair
    letters = draw_letters(truth, seed, 2000)
    for dictionary, limit in ((truth, entropy(truth)), (model, cross_entropy(truth, model))):
        average = SPEND[code](dictionary, letters, 2).total(2000) / 2000
        bound = 5 * spread(truth.probabilities, ideal_lengths(dictionary)) / math.sqrt(2000)
        assert abs(average - limit) <= bound + (2 / 2000 if code == "arithmetic" else 1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999), st.integers(0, 1000))
def test_two_letters_cost_one_bit_each_in_any_huffman_code(p, q, seed):
    """With two letters a code letter by letter spends exactly one bit on each, whatever P and Q are."""
    state = TelegramState().changed({"p": [p, 1 - p], "q": [q, 1 - q], "code": "huffman", "seed": seed, "length": 50})
    numbers = state.results()
    assert numbers["bits-p"] == numbers["bits-q"] == 50
    assert numbers["expected-p"] == pytest.approx(1, abs=1e-12)
    assert numbers["expected-gap"] == pytest.approx(0, abs=1e-12)


def test_blocks_bring_the_gap_to_light():
    """With two letters the gap is 0 letter by letter, and with blocks of 8 it is most of KL."""
    gaps = [
        TelegramState().changed({"code": "block", "block": size, "length": 1}).results()["expected-gap"]
        for size in (2, 4, 8)
    ]
    assert 0 < gaps[0] < gaps[1] < gaps[2]
    assert gaps[2] > 0.5 * TelegramState().results()["kl"]


@pytest.mark.parametrize("code", ["ideal", "arithmetic"])
def test_a_lucky_telegram_is_cheaper_with_the_wrong_dictionary(code):
    """With more than 73.2487 % of e the wrong dictionary is the cheaper one, and with less it is the dearer one."""
    letter, share = break_even(TelegramState())
    assert (letter, round(share, 6)) == ("e", 0.732487)
    gaps = [
        TelegramState().changed({"code": code, "source": "message", "message": "e" * e + "t" * (1000 - e)}).results()
        for e in (745, 720)
    ]
    assert gaps[0]["gap"] < 0 < gaps[1]["gap"]


@given(MESSAGES)
def test_huffman_bits_can_be_read_back(letters):
    """The zeros and ones that are shown are the message: a receiver with the same dictionary reads it."""
    spent = SPEND["huffman"](Q, letters, 2)
    assert huffman_code(Q).decode(spent.bits) == letters
    assert spent.total(len(letters)) == len(spent.bits)


@given(MESSAGES)
def test_arithmetic_bits_can_be_read_back(letters):
    """The bits of the arithmetic code are the message, and cost its ideal length within two bits."""
    spent = SPEND["arithmetic"](Q, letters, 2)
    assert decode(spent.bits, len(letters), Q) == letters
    ideal = SPEND["ideal"](Q, letters, 2).total(len(letters))
    assert ideal - 1e-6 <= spent.total(len(letters)) + 1 <= ideal + 3
    assert spent.total(len(letters)) == len(spent.bits)


@given(MESSAGES, st.integers(2, 4))
def test_block_bits_can_be_read_back(letters, size):
    """The bits of a block code are the message, the last block filled up; they come only where a block ends."""
    spent = SPEND["block"](P, letters, size)
    blocks = huffman_code(block_pmf(P, size)).decode(spent.bits)
    read = [block // 4 ** (size - 1 - place) % 4 for block in blocks for place in range(size)]
    assert read[: len(letters)] == letters
    assert all(step == 0 for place, step in enumerate(spent.steps[:-1]) if (place + 1) % size)


@pytest.mark.parametrize("code", list(SPEND))
def test_a_letter_without_a_word_costs_infinitely_much_from_there_on(code):
    """Q gives d nothing: what comes before it has a price, and from d on no number of bits is enough."""
    model = Pmf([0.5, 0.25, 0.25, 0.0])
    spent = SPEND[code](model, [0, 1, 3, 0], 2)
    assert spent.stop == 2
    assert math.isfinite(spent.total(2))
    assert math.isinf(spent.total(3))
    assert math.isinf(spent.total(4))


def test_a_sure_letter_costs_nothing():
    """What is certain need not be said: a telegram of the only possible letter has no bits in any code."""
    for spend in SPEND.values():
        assert spend(Pmf([1.0, 0.0]), [0] * 50, 2).total(50) == 0


def test_a_longer_telegram_with_the_same_seed_only_goes_on():
    """The first hundred letters do not depend on how many follow."""
    assert draw_letters(P, 7, 2000)[:100] == draw_letters(P, 7, 100)


def test_impossible_letters_are_never_drawn():
    """A letter that P gives nothing is not drawn, wherever it stands in the alphabet."""
    drawn = set(draw_letters(Pmf([0.0, 0.5, 0.0, 0.5, 0.0]), 3, 2000))
    assert drawn == {1, 3}


@pytest.mark.parametrize(
    ("text", "labels", "letters"),
    [
        ("Et et", ["e", "t"], (0, 1, 0, 1)),
        ("eE", ["e", "E"], (0, 1)),
        ("a b", ["a", "b", "␣"], (0, 2, 1)),
        ("tails, heads heads", ["heads", "tails"], (1, 0, 0)),
    ],
)
def test_messages_are_read_as_people_write_them(text, labels, letters):
    """Capitals, spaces and commas are read in the only way that the alphabet allows."""
    assert read_letters(text, labels) == letters


@pytest.mark.parametrize("q", [1e-6, 1e-12, 1e-100, 1e-300])
def test_counted_bits_never_beat_the_ideal_by_more_than_the_last(q):
    """The wrong dictionary's arithmetic code costs its own ideal lengths, within the bits that close the telegram."""
    fields = {"q": [1.0 - q, q], "length": 2000}
    counted = TelegramState().changed(fields | {"code": "arithmetic"}).results()["bits-q"]
    ideal = TelegramState().changed(fields | {"code": "ideal"}).results()["bits-q"]
    assert ideal - 2 <= counted <= ideal + 2
