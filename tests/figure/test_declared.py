"""A declared state reads, writes and refuses by its declarations alone."""

import re
from dataclasses import dataclass
from typing import ClassVar

import param
import pytest

from app.figure.declared import DeclaredState, Distribution, Names, Numbers, Shares, Some
from app.figure.options import WidgetOptions
from app.figure.widget import StateError


class Lamp(DeclaredState):
    kind = "lamp"
    heat = param.Number(default=0.5, bounds=(0, 2), doc="How hot.")
    count = param.Integer(default=3, bounds=(1, 9), doc="How many.")
    lit = param.Boolean(default=False, doc="Whether it burns.")
    unit = param.Selector(default="bits", objects=["bits", "nats"], doc="The unit.")
    places = Numbers([0, 1], low=-1, high=1, doc="Where they hang.")
    shares = Distribution([0.25, 0.75], doc="How the light is shared.")

    def agree(self, values):
        if values["lit"] and values["heat"] == 0:
            raise StateError("heat is 0, but the lamp is lit: warm it, or put it out.")

    def results(self):
        return {"heat": self.heat}


ODD = {"heat": 0.1 + 0.2, "count": 9, "lit": True, "unit": "nats", "places": [-1 / 3, 1.0], "shares": [1 / 3, 2 / 3]}
BAD = [
    ("heat", 2.5, "heat is 2.5, but it lies between 0 and 2: give a number between these."),
    ("heat", float("nan"), "heat is nan, but it is a number: give one from 0 to 2."),
    ("heat", True, "heat is True, but it is a number"),
    ("count", 2.5, "count is 2.5, but it is a whole number: give one from 1 to 9."),
    ("lit", 1, "lit is 1, but it is on or off"),
    ("unit", "bans", "unit is 'bans': use one of bits, nats."),
    ("places", [0], "places is [0], but it is a list of 2 numbers: give so many."),
    ("places", [0, 3], "places[1] is 3, but it lies between -1 and 1"),
    ("shares", [0.5, 0.4], "sum"),
]


def test_a_state_survives_its_address():
    """What a query string says is read back exactly, to the last digit."""
    lamp = Lamp.from_options(ODD)
    assert Lamp.from_query(lamp.to_query(), Lamp()).as_dict() == lamp.as_dict() == ODD


def test_an_address_changes_only_what_it_names():
    """A field that the query string does not name stays as it was."""
    changed = Lamp.from_query({"count": "5"}, Lamp.from_options(ODD))
    assert changed.as_dict() == ODD | {"count": 5}


@pytest.mark.parametrize(("field", "value", "said"), BAD)
def test_what_cannot_be_is_refused_and_changes_nothing(field, value, said):
    """A message with one impossible value is refused with a sentence, and the state stays as it was."""
    lamp = Lamp()
    before = lamp.as_dict()
    with pytest.raises(ValueError, match=re.escape(said)):
        lamp.update(before | {"heat": 1.5} | {field: value})
    assert lamp.as_dict() == before


def test_fields_that_do_not_go_together_are_refused():
    """A rule between fields holds for messages, options and addresses."""
    with pytest.raises(StateError, match="warm it"):
        Lamp.from_options({"lit": True, "heat": 0})


def test_a_missing_field_is_named():
    """A message without a field says which one, and what a state has."""
    with pytest.raises(StateError, match="heat is missing; a state has heat, count"):
        Lamp().update({"count": 3})


def test_an_unknown_option_is_named():
    """A lesson that misspells an option hears which there are."""
    with pytest.raises(StateError, match="colour is no option of lamp: use preset, heat"):
        Lamp.from_options({"colour": "red"})


def test_states_share_no_lists():
    """Two learners' states never hold the same list."""
    assert Lamp().places is not Lamp().places


class Pair(DeclaredState):
    kind = "pair"
    p = Shares([0.5, 0.5], of="labels", doc="The truth.")
    q = Shares([0.9, 0.1], of="labels", doc="The model.")
    labels = Names(["e", "t"], fewest=2, most=4, doc="The outcomes.")
    show = Some("table", "terms", doc="The panels that are open.")
    lock = param.Boolean(default=False, doc="Whether P stays.")


def test_named_shares_survive_their_address():
    """Commas in names, shares to the last digit and the words' own order come back."""
    odd = {"p": [1 / 3, 2 / 3, 0.0], "q": [0.1, 0.2, 0.7], "labels": ["a,b", "50 %", "ü"], "show": ["terms", "table"]}
    pair = Pair.from_options(odd)
    assert pair.show == ["table", "terms"]
    assert Pair.from_query(pair.to_query(), Pair()).as_dict() == pair.as_dict()


def test_shares_without_names_get_names():
    """As many outcomes as there are shares; names that fit stay."""
    assert Pair.from_options({"p": [0.2, 0.3, 0.5], "q": [0.5, 0.3, 0.2]}).labels == ["a", "b", "c"]
    assert Pair.from_query({"p": "0.2,0.3,0.5", "q": "0.5,0.3,0.2"}, Pair()).labels == ["a", "b", "c"]
    assert Pair.from_query({"q": "0.2,0.8"}, Pair()).labels == ["e", "t"]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: Pair.from_options({"p": [0.5, 0.5]}), "p is given without q, but a state needs both: give q too."),
        (
            lambda: Pair.from_query({"p": "0.2,0.3,0.5"}, Pair()),
            "p has 3 entries and q has 2: give one for each",
        ),
        (
            lambda: Pair.from_query({"lock": "yes"}, Pair()),
            "lock is 'yes', but it is on or off: write lock=1 or lock=0.",
        ),
        (lambda: Pair.from_query({"show": "tables"}, Pair()), "show names 'tables'"),
        (lambda: Pair.from_query({"labels": "a,b,c"}, Pair()), "P has 2 probabilities for 3 outcomes"),
        (lambda: Pair.from_options({"p": 0.5, "q": 0.5}), "P is 0.5, but it is a list of probabilities"),
    ],
)
def test_shares_that_do_not_go_together_are_refused(made, said):
    """The sentence names the field, the value, the rule and the repair."""
    with pytest.raises(StateError, match=re.escape(said)):
        made()


def test_the_page_is_told_what_is_refused_and_what_the_html_does_not_say():
    """Bounds of numbers and of each in a list, how many names there can be and how long, and which words."""
    assert Pair.told() == {"labels": {"fewest": 2, "most": 4, "longest": 24}, "show": {"words": ["table", "terms"]}}
    assert Lamp.told() == {
        "heat": {"bounds": [0, 2]},
        "count": {"bounds": [1, 9]},
        "places": {"bounds": [-1, 1]},
        "shares": {"bounds": [0, 1]},
    }


class Tape(DeclaredState):
    kind = "tape"
    addresses: ClassVar = {"means": "m", "sent": "s"}
    unsaid: ClassVar = {"note": ""}
    means = Numbers([0, 1], low=-1, high=1, doc="Where the bumps are.")
    sent = param.Integer(default=None, allow_None=True, bounds=(0, 9), doc="How many letters are sent; None is all.")
    speed = param.Selector(default=3, objects=[1, 3, 10], doc="Letters a second.")
    note = param.String(default="", doc="What was written.")


def test_an_address_calls_fields_by_their_short_names_and_leaves_some_unsaid():
    """None and what a state declares are not written; what is written comes back, whatever the default says."""
    assert Tape().to_query() == {"m": "0,1", "speed": "3"}
    full = {"means": [0.5, 1.0], "sent": 0, "speed": 10, "note": "x"}
    assert Tape.from_options(full).to_query() == {"m": "0.5,1", "s": "0", "speed": "10", "note": "x"}
    assert Tape.from_query({"m": "0.5,1", "s": "0", "speed": "10", "note": "x"}, Tape()).as_dict() == full
    assert Tape.from_query({"s": ""}, Tape.from_options(full)).sent is None
    assert Tape.told() == {
        "means": {"bounds": [-1, 1], "address": "m"},
        "sent": {"bounds": [0, 9], "address": "s"},
        "note": {"unsaid": ""},
    }


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"m": "0.5"}, "means is [0.5], but it is a list of 2 numbers"),
        ({"m": "0,x"}, "m[1] is 'x', which is no number"),
        ({"s": "x"}, "s is 'x', which is no number"),
        ({"s": "10"}, "sent is 10, but it lies between 0 and 9"),
        ({"speed": "7"}, "speed is '7': use one of 1, 3, 10."),
    ],
)
def test_what_an_address_says_wrongly_is_refused(query, said):
    """A number that cannot be read is called as in the address, what cannot be as in the state."""
    with pytest.raises(StateError, match=re.escape(said)):
        Tape.from_query(query, Tape())


def test_a_choice_of_numbers_takes_no_truth_for_one():
    """True equals 1 in Python, and is no speed."""
    with pytest.raises(StateError, match="speed is True"):
        Tape.from_options({"speed": True})


def test_a_state_adds_its_own_options():
    """What a lesson can ask beside the fields is declared too, and reaches the page."""

    @dataclass(frozen=True)
    class Asked(WidgetOptions):
        follows: str = ""

    class Follower(Tape):
        Options = Asked

    asked = Follower.options().from_mapping({"follows": "bars", "sent": 3})
    assert asked.as_dict()["follows"] == "bars"
    with pytest.raises(StateError, match="follows is no option of tape"):
        Tape.options().from_mapping({"follows": "bars"})
