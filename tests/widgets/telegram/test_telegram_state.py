"""The state of the telegram, without Panel and without a browser."""

import json
import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import KernelError, cross_entropy, entropy, kl_divergence
from app.ui.widget import StateError
from app.widgets.telegram.state import CODES, FEWEST, MOST, SPEEDS, TelegramState, largest_block

NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=24)


@st.composite
def states(draw):
    """Any state that a reader can reach."""
    count = draw(st.integers(FEWEST, MOST))
    weights = st.lists(st.floats(0, 1, allow_subnormal=True), min_size=count, max_size=count).filter(
        lambda w: sum(w) > 1e-3
    )
    p, q = ([value / math.fsum(w) for value in w] for w in (draw(weights), draw(weights)))
    labels = draw(st.lists(NAMES, min_size=count, max_size=count, unique_by=str.casefold))
    written = draw(st.booleans())
    length = draw(st.integers(1, 300))
    spelled = all(len(label) == 1 for label in labels)
    separated = not any(sign in label for label in labels for sign in ",;")
    message = ("" if spelled else " ").join(draw(st.lists(st.sampled_from(labels), min_size=1, max_size=20)))
    if not spelled and not separated:
        message, written = "", False
    return {
        "labels": labels,
        "p": p,
        "q": q,
        "unit": "bits",
        "code": draw(st.sampled_from(CODES)),
        "block": draw(st.integers(2, largest_block(count))),
        "source": "message" if written else "draw",
        "message": message if written or draw(st.booleans()) else "",
        "seed": draw(st.integers(0, 999_999_999)),
        "length": length,
        "sent": None if written else draw(st.none() | st.integers(0, length - 1)),
        "speed": draw(st.sampled_from(SPEEDS)),
    }


def changed(**fields):
    """The state at first, changed by some fields."""
    return TelegramState().changed(fields)


@given(states())
def test_query_gives_the_state_back(message):
    """A state that is written into a query string is read back exactly, to the last bit and the last letter."""
    state = TelegramState().changed(message)
    assert TelegramState.from_query(state.to_query(), TelegramState()).as_dict() == message
    assert TelegramState.from_query(state.to_query(), changed(message="et", sent=3)).as_dict() == state.as_dict()


@given(states())
def test_message_gives_the_state_back(message):
    """A state survives the way to the browser and back as JSON."""
    state = TelegramState()
    state.update(json.loads(json.dumps(message)))
    assert state.as_dict() == message


def test_query_changes_only_what_it_names():
    """A query string that names the code alone leaves everything else of the default."""
    default = changed(seed=5, sent=10)
    state = TelegramState.from_query({"code": "huffman"}, default)
    assert state.as_dict() == default.as_dict() | {"code": "huffman"}


def test_a_shorter_telegram_in_the_address_is_shown_whole():
    """An address that asks for another length need not say how many letters are sent."""
    assert TelegramState.from_query({"length": "5"}, changed(sent=700)).sent is None


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"source": "message", "message": "etx zet"}, StateError, "“x”, “z”, but the alphabet is “e”, “t”"),
        ({"source": "message", "message": "  "}, StateError, "the message is empty: write at least one of “e”, “t”"),
        ({"source": "message", "message": "e" * 2001}, StateError, "2001 letters, but a telegram has at most 2000"),
        ({"message": "e" * 8001}, StateError, "8001 signs"),
        ({"length": 2001}, StateError, "length is 2001"),
        ({"length": True}, StateError, "length is True"),
        ({"sent": 1001}, StateError, "sent is 1001"),
        ({"seed": -1}, StateError, "seed is -1"),
        ({"code": "morse"}, StateError, "code is 'morse': use one of ideal, huffman, block, arithmetic"),
        ({"speed": 7}, StateError, "speed is 7: use one of"),
        ({"unit": "nats"}, StateError, "zeros and ones are bits"),
        ({"block": 9}, StateError, "block is 9"),
        ({"p": [0.5, 0.6]}, KernelError, "sums to 1.1"),
        ({"q": [0.9]}, StateError, "Q has 1 probabilities for 2 outcomes"),
        ({"labels": ["e", "e"]}, StateError, "taken by another outcome"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_the_state_stays(fields, error, words):
    """A message that cannot be is refused in words that name thing, value and rule, and changes nothing."""
    state = TelegramState()
    before = state.as_dict()
    with pytest.raises(error) as raised:
        state.update(before | fields)
    assert words in str(raised.value)
    assert state.as_dict() == before


def test_blocks_that_are_too_many_are_refused_only_where_blocks_are_used():
    """Twenty-seven letters in blocks of three would need 19,683 words; another code does not mind."""
    many = {"labels": [chr(97 + i) for i in range(26)] + ["␣"], "p": [1 / 27] * 27, "q": [1 / 27] * 27, "block": 3}
    with pytest.raises(StateError, match="19683 such blocks: use at most 2"):
        changed(**many, code="block")
    assert changed(**many, code="huffman").block == 3


def test_options_of_a_lesson_make_the_state():
    """A lesson may give P and Q as fractions, and a message without saying that it is the source."""
    state = TelegramState.from_options(
        {"p": ["1/3", "1/3", "1/3"], "q": [0.5, 0.25, 0.25], "message": "cab", "hide": []}
    )
    assert (state.labels, state.p[0], state.source) == (["a", "b", "c"], 1 / 3, "message")


def test_an_unknown_option_is_refused():
    """An option that does nothing is a slip of the author's."""
    with pytest.raises(StateError, match="colour is no option of telegram"):
        TelegramState.from_options({"colour": "red"})


def test_results_are_the_kernels():
    """Entropy, cross-entropy and KL are the kernel's, in bits, also where the code costs something else."""
    p, q = [0.5, 0.25, 0.25], [0.7, 0.2, 0.1]
    numbers = changed(labels=["a", "b", "c"], p=p, q=q, code="huffman").results()
    assert numbers["entropy"] == entropy(p)
    assert numbers["cross-entropy"] == cross_entropy(p, q)
    assert numbers["kl"] == kl_divergence(p, q)


def test_a_number_that_does_not_exist_is_left_out():
    """Before the first letter there is no average; between two infinities there is no gap."""
    assert "average-p" not in changed(sent=0).results()
    both = changed(labels=["a", "b", "c"], p=[0.5, 0.5, 0], q=[0.5, 0.5, 0], source="message", message="abc").results()
    assert math.isinf(both["bits-p"])
    assert "gap" not in both


def test_state_knows_no_panel_and_no_bokeh():
    """The state can be used where neither Panel nor Bokeh is."""
    code = (
        "import sys; sys.modules['panel'] = sys.modules['bokeh'] = None; "
        "import importlib.util as u, types; "
        "from app.widgets.telegram.state import TelegramState; print(TelegramState().results()['kl'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("0.7369655941662"), done.stderr


def test_two_letters_are_e_and_t_where_a_lesson_names_none():
    """More letters than two are named from a on; a lesson may give P alone where Q fits as it is at first."""
    assert TelegramState.from_options({"p": [0.3, 0.7]}).as_dict() == changed(p=[0.3, 0.7]).as_dict()
    assert TelegramState.from_options({"p": [0.2, 0.3, 0.5], "q": [0.5, 0.3, 0.2]}).labels == ["a", "b", "c"]


def test_an_address_says_neither_its_unit_nor_the_end():
    """An address that names a unit, or all letters as sent, is the same telegram as one that does not."""
    assert TelegramState.from_query({"unit": "nats", "sent": "1000"}, changed(sent=3)).as_dict() == changed().as_dict()
    assert changed().to_query().keys().isdisjoint({"unit", "sent", "message"})
