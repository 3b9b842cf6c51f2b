"""The text, what its letters tell, and what the game refuses."""

import math
from collections import Counter

import pytest

from app.widgets.letter_guess.passage import ALPHABET, passage
from app.widgets.letter_guess.state import GIVEN, LENGTH, LetterGuessState

TEXT = passage().text


def test_the_text_has_27_signs_at_most():
    """Small letters and single spaces, nothing else."""
    assert set(TEXT) <= set(ALPHABET)
    assert "  " not in TEXT
    assert TEXT.strip() == TEXT
    assert TEXT.startswith("alice was beginning to get very tired")


def test_a_letter_tells_the_logarithm_of_how_often_it_comes():
    """By hand, from the counts: -log2 of a letter's share."""
    counts = Counter(TEXT)
    assert passage().surprises == {
        sign: pytest.approx(-math.log2(count / len(TEXT)), rel=1e-14) for sign, count in counts.items()
    }


def test_the_average_ends_at_the_entropy():
    """Over the whole text the average surprise is the entropy of its letter frequencies, which is under the ceiling."""
    whole = LetterGuessState.from_options({"known": LENGTH}).results()
    assert whole["average"] == pytest.approx(whole["entropy"], rel=1e-14)
    assert whole["entropy"] < whole["ceiling"] == math.log2(27)


def test_the_space_and_the_e_tell_little_and_a_y_tells_much():
    """The space tells least of all, e less than the average, and nothing tells more than y: so the lesson says."""
    told = passage().surprises
    assert told[" "] == min(told.values())
    assert told["e"] < passage().entropy
    assert told["y"] == max(told.values())


def test_guesses_are_averaged_over_guessed_letters_alone():
    """Letters that were shown unguessed do not count."""
    state = LetterGuessState.from_options({"known": GIVEN + 5, "tries": [1, 4]})
    assert state.results()["guesses"] == 2.5
    assert LetterGuessState().results()["guesses"] == 0


@pytest.mark.parametrize("asked", [{}, {"known": 60, "tries": [3, 1, 27], "tried": "z x"}, {"known": LENGTH}], ids=str)
def test_an_address_brings_back_the_same_state(asked):
    """What is written into the query string is read back."""
    there = LetterGuessState.from_options(asked)
    assert LetterGuessState.from_query(there.to_query(), LetterGuessState()).as_dict() == there.as_dict()


REFUSED = {
    "less than what is given": ({"known": 3}, "known is 3"),
    "more than there is": ({"known": LENGTH + 1}, f"{GIVEN} to {LENGTH} letters"),
    "a truth for a number": ({"known": True}, "known is True"),
    "more guesses than letters": ({"known": GIVEN + 1, "tries": [1, 1]}, "at most 1 numbers"),
    "no guess at all": ({"known": GIVEN + 1, "tries": [0]}, "tries holds 0"),
    "a letter guessed twice": ({"tried": "xx"}, "tried is 'xx'"),
    "a foreign sign": ({"tried": "ß"}, "tried is 'ß'"),
    "the right letter among the wrong": ({"tried": TEXT[GIVEN]}, "not among what was guessed in vain"),
    "another option": ({"p": [1]}, "p is no option of letter_guess"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(case):
    """The message names the thing, the value and the rule; the state stays as it was."""
    options, message = case
    with pytest.raises(ValueError, match=message):
        LetterGuessState.from_options(options)
    state = LetterGuessState()
    before = state.as_dict()
    with pytest.raises(ValueError, match=r"\S"):
        state.update({**before, **options} if "p" not in options else {})
    assert state.as_dict() == before


@pytest.mark.parametrize("query", [{"known": "ten"}, {"tries": "1,two"}, {"known": "-1"}], ids=str)
def test_an_address_with_words_for_numbers_is_refused(query):
    """Digits are asked for."""
    with pytest.raises(ValueError, match="write digits"):
        LetterGuessState.from_query(query, LetterGuessState())
