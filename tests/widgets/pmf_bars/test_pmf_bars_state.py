"""The state of the two dictionaries, without Panel and without a browser."""

import json
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figure.widget import StateError
from app.kernel import KernelError
from app.widgets.pmf_bars.state import PmfBarsState

FEWEST, MOST, LONGEST = PmfBarsState.told()["labels"].values()
PANELS = PmfBarsState.told()["show"]["words"]
MESSAGE = {"labels": ["e", "t"], "p": [0.5, 0.5], "q": [0.9, 0.1], "unit": "bits", "lock": False, "show": []}
NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=LONGEST)


@st.composite
def states(draw):
    """Any state that a reader can reach."""
    count = draw(st.integers(FEWEST, MOST))
    weights = st.lists(st.floats(0, 1, allow_subnormal=True), min_size=count, max_size=count).filter(
        lambda w: sum(w) > 1e-3
    )
    p, q = ([value / math.fsum(w) for value in w] for w in (draw(weights), draw(weights)))
    return {
        "labels": draw(st.lists(NAMES, min_size=count, max_size=count, unique=True)),
        "p": p,
        "q": q,
        "unit": draw(st.sampled_from(["bits", "nats"])),
        "lock": draw(st.booleans()),
        "show": draw(
            st.lists(st.sampled_from(PANELS), unique=True).map(lambda names: [n for n in PANELS if n in names])
        ),
    }


def made(message):
    state = PmfBarsState()
    state.update(message)
    return state


@given(states())
def test_a_query_string_brings_back_the_very_same_state(message):
    """Every field survives the address bar, numbers to the last bit."""
    state = made(message)
    back = PmfBarsState.from_query(state.to_query(), PmfBarsState())
    assert back.as_dict() == state.as_dict()


@given(states())
def test_a_message_brings_back_the_very_same_state(message):
    """What JSON carries to the server and back is the state."""
    state = made(message)
    assert made(json.loads(json.dumps(state.as_dict()))).as_dict() == state.as_dict()


@given(states())
def test_the_cross_entropy_is_the_entropy_and_the_gap(message):
    """H(P, Q) = H(P) + KL, in both directions and both units."""
    results = made(message).results()
    for whole, part, gap in (("cross-entropy", "entropy", "kl"), ("cross-entropy-reverse", "entropy-q", "kl-reverse")):
        if math.isinf(results[whole]):
            assert math.isinf(results[gap])
        else:
            assert results[whole] == pytest.approx(results[part] + results[gap], rel=1e-12, abs=1e-15)


@given(states())
def test_the_terms_add_up_to_the_gap(message):
    """The panel of terms ends where the band ends."""
    state = made(message)
    assert math.fsum(state.terms()) == pytest.approx(state.results()["kl"], rel=1e-9, abs=1e-12)


def test_the_telegram_is_the_first_state():
    """Without options the widget shows the telegram, which costs 0.737 bits a letter too much."""
    assert PmfBarsState().results()["kl"] == pytest.approx(0.736965594166206, rel=1e-12)


def test_nats_count_the_same_thing_in_another_unit():
    """A number in nats is the number in bits times ln 2."""
    bits, nats = made(MESSAGE), made(MESSAGE | {"unit": "nats"})
    for name, value in bits.results().items():
        assert nats.results()[name] == pytest.approx(value * math.log(2), rel=1e-12)


def test_a_zero_in_q_makes_the_gap_infinite():
    """What Q calls impossible and P does costs infinitely much; the other direction stays finite."""
    results = made(MESSAGE | {"q": [1, 0]}).results()
    assert results["kl"] == results["cross-entropy"] == math.inf
    assert results["kl-reverse"] == pytest.approx(1.0)


BAD = [
    ({"p": [0.7, 0.4]}, "P sums to 1.1"),
    ({"q": [-0.1, 1.1]}, r"Q\[0\].*-0.1"),
    ({"q": [math.nan, 1.0]}, "no number"),
    ({"p": [0.5, 0.25, 0.25]}, "P has 3 probabilities for 2 outcomes"),
    ({"p": ["half", 0.5]}, "'half'"),
    ({"p": ["1/0", 1]}, "'1/0'"),
    ({"p": [True, 0]}, "True"),
    ({"p": "0.5"}, "list of probabilities"),
    ({"labels": ["e", "e"]}, "taken by another outcome"),
    ({"labels": ["e", " "]}, "1 to 24 characters"),
    ({"labels": ["e", "t "]}, "blanks"),
    ({"labels": ["e", "x" * 25]}, "1 to 24 characters"),
    ({"labels": ["e"]}, "2 to 27"),
    ({"labels": "et"}, "list of names"),
    ({"unit": "bit"}, "'bit'.*bits"),
    ({"lock": "yes"}, "on or off"),
    ({"show": ["graph"]}, "'graph'.*contributions"),
    ({"show": "table"}, "it is a list"),
]


@pytest.mark.parametrize(("change", "message"), BAD, ids=[str(change)[:30] for change, _ in BAD])
def test_an_impossible_message_changes_nothing(change, message):
    """A refused message names what is wrong with it, and the state is as it was, whole."""
    state = made(MESSAGE | {"unit": "nats", "show": ["js"]})
    before = state.as_dict()
    with pytest.raises((StateError, KernelError), match=message):
        state.update(MESSAGE | {"lock": True} | change)
    assert state.as_dict() == before


def test_an_incomplete_message_is_refused():
    """A message without a field is no state."""
    with pytest.raises(StateError, match="q is missing"):
        PmfBarsState().update({name: value for name, value in MESSAGE.items() if name != "q"})


QUERIES = [
    ({"p": "0.5,x"}, r"p\[1\] is 'x'"),
    ({"p": "0.5"}, "p has 1 entries and q has 2"),
    ({"p": "0.9,0.3", "q": "0.5,0.5"}, "P sums to 1.2"),
    ({"q": ""}, r"q\[0\] is ''"),
    ({"q": "inf,0"}, "inf"),
    ({"labels": "a,a"}, "taken"),
    ({"labels": "a"}, "2 to 27"),
    ({"unit": "dits"}, "'dits'"),
    ({"lock": "true"}, "lock=1"),
    ({"show": "table,tables"}, "'tables'"),
]


@pytest.mark.parametrize(("fields", "message"), QUERIES, ids=[str(fields)[:30] for fields, _ in QUERIES])
def test_a_bad_address_is_explained(fields, message):
    """A field of the address that cannot be read is named with its value."""
    with pytest.raises((StateError, KernelError), match=message):
        PmfBarsState.from_query(fields, PmfBarsState())


def test_the_address_changes_only_what_it_names():
    """Fields that are not there keep their values, and those of the page are left to the page."""
    default = made(MESSAGE | {"lock": True, "unit": "nats"})
    state = PmfBarsState.from_query({"q": "0.2,0.8", "view": "projector", "hide": "swap"}, default)
    assert state.as_dict() == default.as_dict() | {"q": [0.2, 0.8]}


def test_more_outcomes_get_names():
    """An address with three probabilities and no labels names the outcomes a, b, c."""
    state = PmfBarsState.from_query({"p": "0.2,0.3,0.5", "q": "0.5,0.3,0.2"}, PmfBarsState())
    assert state.labels == ["a", "b", "c"]


def test_a_comma_may_stand_in_a_name():
    """The comma that separates names in the address is told from one inside a name."""
    state = made(MESSAGE | {"labels": ["e, of course", "100 %2C"]})
    assert PmfBarsState.from_query(state.to_query(), PmfBarsState()).labels == ["e, of course", "100 %2C"]


def test_a_lesson_may_write_fractions():
    """The front matter gives probabilities as numbers or as fractions in quotes."""
    state = PmfBarsState.from_options({"labels": ["1", "2", "3"], "p": ["1/3", "1/3", "1/3"], "q": [0.5, 0.25, 0.25]})
    assert state.p == [1 / 3] * 3


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"p": [0.5, 0.5]}, "p is given without q"),
        ({"prest": "zero"}, "prest is no option"),
        ({"preset": "zeros"}, "'zeros'.*loaded-die"),
        ({"predict": "entropy"}, "'entropy'"),
        ({"hide": "lock"}, "list of names"),
    ],
)
def test_a_lesson_with_an_impossible_option_is_refused(options, message):
    """What a lesson asks for and cannot have is named, so that the author can mend it."""
    with pytest.raises(StateError, match=message):
        PmfBarsState.from_options(options)


def test_two_states_share_nothing():
    """Changing one reader's state leaves another's alone."""
    one, other = PmfBarsState(), PmfBarsState()
    one.q[0] = 0.3
    one.labels.append("x")
    assert other.as_dict() == MESSAGE


def test_the_state_needs_no_panel():
    """A state computes in a program that has never loaded Panel or Bokeh."""
    code = (
        "import sys; from app.widgets.pmf_bars.state import PmfBarsState; PmfBarsState().results(); "
        "sys.exit(any(name in sys.modules for name in ('panel', 'bokeh')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
