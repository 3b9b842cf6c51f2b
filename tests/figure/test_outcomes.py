"""Numbers in addresses and messages are read within bounds, and refused with a sentence that is short."""

import pytest

from app.figure.outcomes import field_to_numbers, numbers_to_field, read_probabilities
from app.figure.widget import StateError
from tests.counted_work import work_of

HOSTILE = ["1e999999999", "1e-999999999", "9" * 10**5, "1/" + "9" * 10**5, 10**4000, "9^9^9^9", "0.5 bits", "nan", ""]


@pytest.mark.parametrize("entry", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_probability_costs_next_to_nothing(entry):
    """A few bytes with a huge exponent, or a hundred thousand digits: refused at once, and named in few words."""

    def refuse():
        with pytest.raises(StateError, match="which is no probability") as refused:
            read_probabilities([entry, 0.5], "P", ["heads", "tails"])
        assert len(str(refused.value)) < 250

    work = work_of(refuse)
    assert work.calls < 1000
    assert work.held < 50_000
    assert work.turns < 347_000  # 5 ms where a turn takes 14 ns


@pytest.mark.parametrize("text", ["1e999999999", "0.5,x", "1_0", "0.5 bits", "9" * 200])
def test_a_field_that_is_no_number_is_refused(text):
    """An address says what is wrong with it."""
    with pytest.raises(StateError, match=r"p\[\d\] is .*, which is no number \(.*\): write decimals"):
        field_to_numbers(text, "p")


def test_a_field_reads_what_people_write_and_what_is_shared():
    """Fractions, percent and powers of ten in an address; and every double comes back as it was."""
    assert field_to_numbers("1/4,50%,2e-1,1.0 × 10⁻⁷", "p") == [0.25, 0.5, 0.2, 1e-7]
    shared = [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 0.0, -2.5]
    assert field_to_numbers(numbers_to_field(shared), "m") == shared


def test_a_fraction_is_a_probability():
    """Thirds are given as they are."""
    assert read_probabilities(["1/3", "2/3"], "P", ["a", "b"]) == [1 / 3, 2 / 3]
