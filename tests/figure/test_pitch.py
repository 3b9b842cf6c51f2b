"""What a number sounds like: the pure half of static/js/sound."""

import math

import pytest


@pytest.fixture(scope="module")
def pitch(node):
    """Call a function of the module: pitch("frequencyOf", 1)."""
    call = "(pitch, [name, given]) => pitch[name](...given)"
    return lambda name, *given: node.ask(call, "wd/sound/pitch.js", argument=[name, given])


def test_pitch_rises_with_kl_from_an_a_to_three_octaves_above(pitch):
    """0 is 220 Hz, infinity 1760 Hz, and every larger KL is higher than a smaller one and lower than infinity."""
    sizes = [0.0, 1e-3, 0.01, 0.1, 0.5, 1.0, 2.0, 10.0, 100.0, 1e6]
    heard = [pitch("frequencyOf", size) for size in sizes]
    assert heard[0] == 220
    assert heard == sorted(heard)
    assert len(set(heard)) == len(heard)
    assert heard[-1] < pitch("frequencyOf", math.inf) == 1760
    assert pitch("frequencyOf", 1.0) == pytest.approx(220 * 2**1.5)


def test_bits_and_nats_of_one_kl_sound_alike(pitch):
    """Another unit is another number for the same thing, and the same tone."""
    assert pitch("inNats", 1.0, "bits") == pytest.approx(math.log(2))
    assert pitch("inNats", math.log(2), "nats") == math.log(2)
    assert pitch("inNats", math.inf, "bits") == math.inf


def test_a_code_word_is_spelt_in_short_and_long_tones(pitch):
    """A 0 is a short tone, a 1 three times as long, one unit of silence between; a share of a bit is one tone."""
    unit = 0.1
    assert pitch("tonesOf", "010", 3, unit) == [
        {"start": 0, "length": pytest.approx(0.1)},
        {"start": pytest.approx(0.2), "length": pytest.approx(0.3)},
        {"start": pytest.approx(0.6), "length": pytest.approx(0.1)},
    ]
    assert pitch("tonesOf", "", 1.5, unit) == [{"start": 0, "length": pytest.approx(0.3)}]
    assert pitch("tonesOf", "", 0, unit) == []
    assert pitch("tonesOf", "", math.inf, unit) == []
    assert pitch("lengthOf", [{"start": 0.2, "length": 0.3}, {"start": 0, "length": 0.1}]) == pytest.approx(0.5)
