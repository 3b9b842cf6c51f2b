"""The examples that the widget offers are what their names say."""

import math

import pytest

from app.kernel import cross_entropy, entropy, kl_divergence
from app.widgets.pmf_bars.state import PmfBarsState

PRESETS = PmfBarsState.examples()


@pytest.mark.parametrize("example", PRESETS.all, ids=lambda example: example.id)
def test_every_example_is_a_state(example):
    """Each example can be shown: the same number of names and probabilities, summing to 1."""
    assert PmfBarsState.from_options({"preset": example.id}).labels == example.fields["labels"]


FACTS = {
    "match": 0.0,
    "telegram": 0.736965594166206,
    "fair-against-0.9": 0.736965594166206,
    "rigged-coin": 0.919206864104089,
    "believed-rigged": 2.32917787973492,
    "zero": math.inf,
}


@pytest.mark.parametrize(("preset_id", "kl"), FACTS.items())
def test_the_gap_of_an_example(preset_id, kl):
    """The gap in bits is the one that was computed elsewhere."""
    example = PRESETS.named(preset_id).fields
    assert kl_divergence(example["p"], example["q"]) == pytest.approx(kl, rel=1e-12)


def test_the_loaded_die_prefers_six():
    """The die falls on six half of the time, and the model thinks it fair."""
    die = PRESETS.named("loaded-die").fields
    assert die["p"][5] == 0.5
    assert cross_entropy(die["p"], die["q"]) == pytest.approx(math.log2(6), rel=1e-12)


def test_english_has_its_known_entropy():
    """The letter frequencies have the entropy of 4.18 bits that the literature gives for single letters."""
    english = PRESETS.named("english-morse").fields
    assert len(english["labels"]) == len(set(english["labels"])) == 26
    assert entropy(english["p"]) == pytest.approx(4.18, abs=0.01)


def test_morse_gives_short_codes_to_few_letters():
    """Each dot or dash halves a letter's share: e has one, h four, so Q gives e eight times as much."""
    english = PRESETS.named("english-morse").fields
    share = dict(zip(english["labels"], english["q"], strict=True))
    assert share["e"] / share["h"] == pytest.approx(8)
    assert share["e"] == share["t"]
