"""The two texts, what the model makes of them, and what the lesson says of both."""

import math

import pytest

from app.kernel.text_loss import effective_choices, mean_surprise
from app.widgets.ngram.corpus import LONGEST, SIGNS, cleaned, codes, corpus
from app.widgets.ngram.state import FIRST, NgramState


def state(**fields):
    return NgramState.from_options(fields)


def by_order(share):
    return corpus().perplexities(share)


def test_the_texts_are_letters_and_single_spaces():
    """Both texts have the 27 signs alone; the model has read the one, and the figure begins with the other."""
    for text in (corpus().training, corpus().held_out):
        assert set(text) == set(SIGNS)
        assert "  " not in text
    assert corpus().training.startswith("alice was beginning to get very tired of sitting by her sister on the bank")
    assert corpus().held_out.startswith(FIRST)
    assert corpus().held_out[:200] not in corpus().training


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Tea!", "tea"),
        ("  Don't   panic ", "don t panic"),
        ("Émile, 42 ÀÜß", "emile au"),
        ("é" * 300, "e" * 200),
        ("x" * 199 + " y", "x" * 199),
    ],
)
def test_what_is_typed_is_read_in_the_models_signs(typed, read):
    """Capitals and accents go, all that is no letter is a single space, and 200 signs are read."""
    assert cleaned(typed) == read


def test_the_perplexity_of_a_text_is_the_inverse_geometric_mean():
    """By hand, from the probabilities of its signs; the same from bits and from nats."""
    shown = state(preset="austen", sees=2)
    by_hand = math.prod(shown.probabilities()) ** (-1 / len(shown.signs))
    assert shown.results()["perplexity"] == pytest.approx(by_hand, rel=1e-12)
    assert state(preset="austen", sees=2, unit="nats").results()["perplexity"] == pytest.approx(by_hand, rel=1e-12)


def test_the_sign_that_is_looked_at_has_its_own_probability():
    """What was expected at a place gives the sign that came the probability that it is scored with."""
    for at in (1, 2, 3, 40, len(FIRST)):
        shown = state(at=at, sees=4)
        assert shown.expected()[SIGNS.index(shown.sign)] == pytest.approx(shown.results()["probability"], rel=1e-14)
        assert len(shown.context) == min(4, at)


def test_the_corpora_are_scored_as_texts_are():
    """The curve's point is the perplexity of the whole unread chapter, scored sign by sign."""
    row = corpus().model.probabilities(codes(corpus().held_out), 0.1)[3, 1:]
    assert state().results()["held-out"] == pytest.approx(effective_choices(mean_surprise(row)), rel=1e-12)


# What the lesson says


def test_a_blind_guess_has_perplexity_27():
    """With everything left to chance the perplexity of any text is the number of signs, whatever the model sees."""
    for sees in range(LONGEST + 1):
        assert state(share=1.0, sees=sees).results()["perplexity"] == pytest.approx(27, rel=1e-12)


def test_more_context_always_helps_on_what_was_read():
    """The training perplexity falls with every letter more that the model sees, at each share of the lesson."""
    for share in (0.0, 0.01, 0.1, 0.4):
        training = by_order(share)[0]
        assert list(training) == sorted(training, reverse=True)


def test_with_little_smoothing_the_unread_chapter_gets_worse_again():
    """At a share of 0.05 three letters are best on the unread chapter, and five are worse than two."""
    training, held_out = by_order(0.05)
    assert min(held_out) == held_out[3]
    assert held_out[5] > held_out[2] > held_out[3]
    assert training[5] < 2
    assert held_out[5] > 6


def test_with_more_smoothing_five_letters_are_the_best():
    """At a share of one half each letter more helps on the unread chapter too."""
    held_out = by_order(0.5)[1]
    assert list(held_out) == sorted(held_out, reverse=True)


def test_without_smoothing_the_unread_chapter_costs_infinity():
    """From one letter of context on something follows that never followed; without any context nothing is new."""
    held_out = by_order(0.0)[1]
    assert math.isfinite(held_out[0])
    assert all(perplexity == math.inf for perplexity in held_out[1:])


def test_a_foreign_text_is_worse_than_a_blind_guess():
    """German, and the cat on the keyboard, have a perplexity above the 27 signs that there are; English has not."""
    for preset, above in {"german": True, "mash": True, "austen": False, "router": False}.items():
        assert (state(preset=preset).results()["perplexity"] > 27) is above


def test_what_was_read_surprises_least():
    """The page that was read has a lower perplexity than the unread chapter, another author, another century."""
    perplexity = {each.id: state(preset=each.id).results()["perplexity"] for each in NgramState.examples().all}
    order = ["read", "not-read", "austen", "router", "german", "mash"]
    assert sorted(perplexity, key=perplexity.get) == order


def test_after_th_an_e_is_expected_but_not_certain():
    """After a word's "th" the e has the largest probability, near two thirds: the target is one-hot, this is not."""
    expected = state().expected()
    assert state().context == " th"
    assert expected.argmax() == SIGNS.index("e")
    assert 0.6 < expected.max() < 0.7


REFUSED = {
    "no letter": ({"text": "42!"}, "knows letters alone"),
    "behind the end": ({"text": "tea", "at": 4}, "at is 4, but the text has 3 signs"),
    "too much to see": ({"sees": 6}, "sees is 6"),
    "more than all": ({"share": 1.5}, "share is 1.5"),
    "another option": ({"p": [1]}, "p is no option of ngram"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(case):
    """The message names the thing, the value and the rule."""
    options, message = case
    with pytest.raises(ValueError, match=message):
        state(**options)
