import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, Pmf, cross_entropy
from app.kernel.codes import ArithmeticDecoder, ArithmeticEncoder, FrequencyTable, decode, encode


@st.composite
def tables_and_messages(draw):
    """Draw a table and any message of its possible outcomes, however unlikely."""
    weights = draw(
        st.lists(st.one_of(st.just(0.0), st.floats(0.01, 1.0), st.floats(1e-12, 1e-6)), min_size=1, max_size=30).filter(
            any
        )
    )
    table = FrequencyTable.from_pmf(Pmf.from_weights(weights), draw(st.sampled_from([32, 2**16, 2**32])))
    possible = [outcome for outcome, frequency in enumerate(table.frequencies) if frequency]
    return table, draw(st.lists(st.sampled_from(possible), max_size=200))


@given(tables_and_messages())
def test_any_message_comes_back(table_and_message):
    """Whatever was encoded is decoded again, letter for letter."""
    table, message = table_and_message
    assert decode(encode(message, table), len(message), table) == message


@given(tables_and_messages())
def test_a_message_costs_its_ideal_length_within_one_bit(table_and_message):
    """The bits are at most 1 more than the message's surprisal under the table."""
    table, message = table_and_message
    ideal = -math.fsum(math.log2(table.frequencies[outcome] / table.total) for outcome in message)
    assert ideal - 1e-6 - 2 <= len(encode(message, table)) <= ideal + 1 + 1e-6


@given(tables_and_messages())
def test_bits_are_counted_letter_by_letter(table_and_message):
    """The count never falls, stays below the surprisal so far, and finishing adds at most two bits."""
    table, message = table_and_message
    encoder = ArithmeticEncoder(table)
    before, ideal = 0, 0.0
    for outcome in message:
        encoder.push(outcome)
        ideal -= math.log2(table.frequencies[outcome] / table.total)
        assert before <= encoder.bits_so_far <= ideal + 1e-6
        before = encoder.bits_so_far
    assert before <= len(encoder.finish()) <= ideal + 1 + 1e-6


@pytest.mark.parametrize("rare", [0.1, 1e-6, 1e-12, 1e-100, 1e-300, 5e-324])
def test_what_is_nearly_impossible_costs_its_surprisal(rare):
    """A letter of probability 1e-300 costs 997 bits, not the 32 of a coarse table; and the message comes back."""
    q = [1.0 - rare, rare]
    for message in ([1], [0, 1, 0], [1, 1, 0, 1]):
        ideal = -math.fsum(math.log2(q[letter]) for letter in message)
        bits = encode(message, q)
        assert ideal - 1 <= len(bits) <= ideal + 1
        assert decode(bits, len(message), q) == message


def test_a_long_telegram_reaches_the_cross_entropy():
    """20,000 fair letters in the code for (0.9, 0.1) cost H(P, Q) of their own frequencies, to 1e-4 bits a letter."""
    letters = np.random.default_rng(7).integers(0, 2, 20_000)
    share = letters.mean()
    bits = len(encode(letters.tolist(), [0.9, 0.1]))
    assert bits / 20_000 == pytest.approx(cross_entropy([1 - share, share], [0.9, 0.1]), abs=1e-4)


def test_a_lucky_telegram_is_cheaper_in_the_wrong_code():
    """A telegram of 80 e's and 20 t's costs less in the code for (0.9, 0.1) than in the fair one."""
    message = [0] * 80 + [1] * 20
    assert len(encode(message, [0.9, 0.1])) < len(encode(message, [0.5, 0.5]))


def test_the_certain_costs_nothing():
    """A message of which every letter is certain, and an empty one, take no bits."""
    assert encode([0] * 1000, [1.0, 0.0]) == ""
    assert decode("", 3, [1.0, 0.0]) == [0, 0, 0]
    assert encode([], [0.5, 0.5]) == ""


def test_letters_in_the_middle_send_no_bit_until_they_must():
    """A run that keeps straddling the middle settles its bits late, and all of them come back."""
    table = FrequencyTable((1, 2, 1))
    message = [1] * 300
    assert decode(encode(message, table), 300, table) == message
    assert len(encode(message, table)) <= 301


def test_impossible_letters_are_refused():
    """A letter of probability 0, an unknown one, one after the end, and bits of other characters are refused."""
    encoder = ArithmeticEncoder([1.0, 0.0])
    with pytest.raises(KernelError, match="outcome 1 has probability 0 in the model"):
        encoder.push(1)
    with pytest.raises(KernelError, match="there is no outcome 2"):
        encoder.push(2)
    encoder.finish()
    with pytest.raises(KernelError, match="the message is finished"):
        encoder.push(0)
    assert encoder.finish() == ""
    with pytest.raises(KernelError, match="something else than 0 and 1"):
        ArithmeticDecoder("012", [0.5, 0.5])


@pytest.mark.parametrize("q", [0.1, 1e-4, 1e-6, 1e-9, 1e-12, 1e-17, 1e-100, 1e-300, 5e-324])
def test_no_code_beats_what_its_own_model_asks(q):
    """2,000 letters cost their ideal length under Q itself, within the last two bits, however small q is."""
    model = Pmf([1.0 - q, q])
    for letters in (np.random.default_rng(3).integers(0, 2, 2000).tolist(), [0, 1] * 1000, [1] * 2000, [1]):
        rare = sum(letters)
        ideal = -rare * math.log2(q) - (len(letters) - rare) * math.log1p(-q) / math.log(2.0)
        encoded = encode(letters, model)
        assert ideal - 2 - 0.01 <= len(encoded) <= ideal + 1 + 0.01
        assert decode(encoded, len(letters), model) == letters
