"""The state of the fit, without Panel and without a browser."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.normals import Normal, NormalMixture, fit_forward, fit_reverse, kl_forward, kl_reverse
from app.ui.widget import StateError
from app.widgets.gaussian_fit.state import GaussianFitState

PANELS = GaussianFitState.told()["show"]["words"]
PRESETS = GaussianFitState.examples()


@st.composite
def messages(draw):
    """Any state that a browser may send."""
    count = draw(st.integers(1, 4))
    shares = draw(st.lists(st.floats(0.05, 1), min_size=count, max_size=count))
    return {
        "weights": [share / math.fsum(shares) for share in shares],
        "means": draw(st.lists(st.integers(-1000, 1000).map(lambda step: step / 100), min_size=count, max_size=count)),
        "sds": draw(st.lists(st.floats(0.1, 5), min_size=count, max_size=count)),
        "mu": draw(st.floats(-20, 20)),
        "sigma": draw(st.floats(0.01, 100)),
        "unit": draw(st.sampled_from(["bits", "nats"])),
        "fixed": draw(st.booleans()),
        "direction": draw(st.sampled_from(["forward", "reverse"])),
        "alpha": draw(st.floats(0, 1)),
        "show": draw(st.lists(st.sampled_from(PANELS), unique=True)),
    }


def state_of(**fields):
    state = GaussianFitState()
    state.update(state.as_dict() | fields)
    return state


@settings(max_examples=60)
@given(messages())
def test_an_address_holds_the_state_to_the_last_bit(message):
    """What is written into the query string is read back as the same doubles, whatever the start was."""
    state = GaussianFitState()
    state.update(message)
    back = GaussianFitState.from_query(state.to_query(), GaussianFitState())
    assert back.as_dict() == state.as_dict()


@settings(max_examples=60)
@given(messages())
def test_a_message_survives_json(message):
    """The state can be sent as JSON and taken over again."""
    state = GaussianFitState()
    state.update(message)
    again = GaussianFitState()
    again.update(json.loads(json.dumps(state.as_dict())))
    assert again.as_dict() == state.as_dict()


@settings(max_examples=40)
@given(messages())
def test_the_numbers_are_the_kernels(message):
    """Both KLs are the kernel's in the state's unit, and H(P, Q) is H(P) and the forward gap."""
    state = GaussianFitState()
    state.update(message)
    p = NormalMixture(message["weights"], message["means"], message["sds"])
    q = Normal(message["mu"], message["sigma"])
    numbers = state.measures()
    assert numbers["kl"] == kl_forward(p, q, message["unit"])
    assert numbers["kl-reverse"] == kl_reverse(p, q, message["unit"])
    assert numbers["cross-entropy"] == pytest.approx(numbers["entropy"] + numbers["kl"])
    assert numbers["entropy-q"] == q.entropy(message["unit"])


# NUMERICS of the course, 3a: mpmath, printed to 15 digits.
TABLE = [
    ((0.5, -2.0, 0.6, 2.0, 0.6), 0, 1, 1.49891949995164, 2.13555041852621),
    ((0.5, -2.0, 0.6, 2.0, 0.6), 0, 0.01, 21794.713749314, 9.14849816855003),
    ((0.5, -1.5, 0.8, 1.5, 0.8), 0.5, 1.2, 0.382244836835285, 0.32575618177615),
    ((0.7, -2.0, 0.5, 2.0, 1.0), -2, 0.5, 9.24029355640173, 0.352237656805051),
    ((0.5, -6.0, 0.6, 6.0, 0.6), 5, 2, 7.68082562376599, 5.79957659354664),
]


@pytest.mark.parametrize(("p", "mu", "sigma", "forward", "reverse"), TABLE)
def test_the_numbers_are_the_references(p, mu, sigma, forward, reverse):
    """Both KLs agree with values computed with mpmath, also where a picture's window would cut Q off."""
    w, m1, s1, m2, s2 = p
    numbers = state_of(weights=[w, 1 - w], means=[m1, m2], sds=[s1, s2], mu=mu, sigma=sigma).measures()
    assert numbers["kl"] == pytest.approx(forward, rel=1e-12)
    assert numbers["kl-reverse"] == pytest.approx(reverse, rel=1e-12)


@pytest.mark.parametrize(
    ("p", "held", "tied"),
    [
        ((0.5, -2.0, 0.6, 2.0, 0.6), [1, 1, 2], 2),  # S2: two tied on one bump each, one covering: the trap
        ((0.5, -1.5, 0.8, 1.5, 0.8), [2], 1),  # S15: visibly two bumps, and yet only covering
        ((0.5, -2.5, 1.0, 2.5, 1.0), [2, 1, 1], 1),  # X01: covering is the best of three
        ((0.7, -2.0, 0.5, 2.0, 1.0), [1, 2], 1),  # A2: the heavy bump, and a covering one
    ],
)
def test_the_best_models_say_which_bumps_they_hold(p, held, tied):
    """Whether a minimum is on one bump or covers both is counted from it, never assumed."""
    w, m1, s1, m2, s2 = p
    best = state_of(weights=[w, 1 - w], means=[m1, m2], sds=[s1, s2]).optima()
    assert list(best.held) == held
    assert best.tied == tied
    assert best.reverse == fit_reverse(NormalMixture([w, 1 - w], [m1, m2], [s1, s2]))


def test_results_name_the_best_kls_in_the_states_unit():
    """A lesson may write the KL of the best Q: in bits it is that of nats over ln 2."""
    nats, bits = state_of().results(), state_of(unit="bits").results()
    best = fit_forward(state_of().truth).kl
    assert nats["kl-best"] == best
    for name, value in nats.items():
        assert bits[name] * math.log(2) == pytest.approx(value)


def test_a_kept_width_is_kept_by_the_best_models():
    """With σ fixed the best Qs have that σ, and the forward one stands at P's mean."""
    best = state_of(fixed=True, sigma=0.9).optima()
    assert {fit.sd for fit in (best.forward, *best.reverse)} == {0.9}
    assert best.forward.mean == 0.0
    assert len(best.reverse) == 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sigma", 0.0, "0.01 and 100"),
        ("sigma", -1, "0.01 and 100"),
        ("sigma", "1", "is a number: give one from 0.01 to 100"),
        ("mu", math.nan, "is a number: give one from -20 to 20"),
        ("mu", 21, "-20 and 20"),
        ("weights", [0.5, 0.6], "sum to"),
        ("weights", [1.2, -0.2], "weights"),
        ("weights", [1.0], "entries for 1 weights"),
        ("weights", [0.2] * 5, "1 to 4 bumps"),
        ("weights", [], "1 to 4 bumps"),
        ("means", "02", "list of numbers"),
        ("sds", [0.6, 0.0], "0.1 and 5"),
        ("unit", "decibels", "bits, nats"),
        ("direction", "up", "forward, reverse"),
        ("fixed", 1, "on or off"),
        ("alpha", 1.5, "0 and 1"),
        ("show", ["attic"], "which there is not: use some of truth, shade"),
        ("show", "table", "it is a list: use some of truth, shade"),
    ],
)
def test_what_cannot_be_is_refused_whole(field, value, said):
    """A bad field is refused with its name and the repair, and the state stays as it was."""
    state = GaussianFitState()
    before = state.as_dict()
    with pytest.raises(StateError, match=said):
        state.update(before | {"mu": 1.0, field: value})
    assert state.as_dict() == before


def test_a_missing_field_is_named():
    """A message without one of its fields says which."""
    message = GaussianFitState().as_dict()
    del message["sigma"]
    with pytest.raises(StateError, match="sigma is missing"):
        GaussianFitState().update(message)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"m": "-2,x"}, r"m\[1\] is 'x'"),
        ({"sigma": ""}, "sigma is ''"),
        ({"fixed": "yes"}, "fixed=1"),
        ({"w": "1"}, "entries"),
    ],
)
def test_an_address_that_cannot_be_read_says_why(fields, said):
    """A bad field of the query string is an error with its name."""
    with pytest.raises(StateError, match=said):
        GaussianFitState.from_query(fields, GaussianFitState())


def test_other_peoples_fields_are_left_alone():
    """`view`, `hide` and what else stands in an address do not disturb."""
    state = GaussianFitState.from_query({"view": "projector", "hide": "table", "mu": "0.25"}, GaussianFitState())
    assert state.mu == 0.25


def test_options_begin_from_a_preset_and_change_it():
    """A lesson names a preset and what differs from it; an unknown option is refused."""
    state = GaussianFitState.from_options({"preset": "heavy-light", "mu": 3, "unit": "bits", "hide": ["table"]})
    assert (state.weights, state.mu, state.unit) == ([0.7, 0.3], 3.0, "bits")
    for bad, said in (({"colour": "green"}, "colour"), ({"preset": "nine"}, "preset"), ({"predict": "js"}, "predict")):
        with pytest.raises(StateError, match=said):
            GaussianFitState.from_options(bad)


def test_every_preset_is_a_state():
    """Each truth that is offered can be shown, and their names differ."""
    for each in PRESETS.all:
        state_of(**each.fields).results()
    assert len({each.name for each in PRESETS.all}) == len(PRESETS.all) >= 7
