"""The telegram as HTML, and its answers, without a browser."""

import json
from html.parser import HTMLParser

import pytest

from app.ui.widget import StateError
from app.widgets.telegram.state import TelegramState
from app.widgets.telegram.view import Telegram

NASTY = ["<u>&", "{{7*7}}"]


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def having(self, name):
        """The values of one attribute."""
        return [attributes[name] for _, attributes in self.found if name in attributes]


def html(widget_id="telegram", options=None, **fields):
    """The slot of a telegram."""
    return Telegram().html(TelegramState().changed(fields), widget_id, options or {})


def test_the_first_paint_holds_the_kernels_numbers_at_full_precision():
    """Every number of the state stands in the HTML, with all its digits beside the rounded ones."""
    parsed = Elements(html())
    shown = {a["data-quantity"]: a["data-value"] for _, a in parsed.found if "data-quantity" in a}
    for name, value in TelegramState().results().items():
        if name != "letters":
            assert float(shown[name]) == value


def test_infinity_is_an_answer():
    """A letter that Q takes for impossible makes the cost ∞, and the text says which letter it was."""
    text = html(q=[1, 0], source="message", message="eet")
    assert 'data-quantity="bits-q" data-value="Infinity" title="Infinity">∞' in text
    assert "The wrong dictionary has no word for t, letter 3" in text
    assert "Q says that t can never come" in text


FOLDED = ("codewords", "probabilities", "table")


@pytest.mark.parametrize("control", [name for name in TelegramState.options().CONTROLS if name not in FOLDED])
def test_hide_leaves_a_control_out(control):
    """Each name of `hide` removes its control."""
    everything, less = (Elements(html(options=options)).having("data-control") for options in ({}, {"hide": [control]}))
    assert set(less) == set(everything) - {
        control,
        *({"another"} if control == "seed" else set()),
        *({"block"} if control == "code" else set()),
    }


def test_hide_leaves_folds_out():
    """The dictionaries, their fields, and the table can be left out."""
    assert set(Elements(html()).having("data-fold")) == {"codewords", "table"}
    assert not Elements(html(options={"hide": ["codewords", "table"]})).having("data-fold")
    assert "probability" not in Elements(html(options={"hide": ["probabilities"]})).having("data-control")


def test_hide_leaves_the_break_even_out():
    """A lesson that asks for it does not have it told in the note, neither at first nor with the next tape."""
    told = "of e is cheaper with the wrong dictionary"
    hide = {"hide": ["break-even"]}
    assert told in html()
    assert told not in html(options=hide)
    for options, tells in (({}, True), (hide, False)):
        answer = Telegram().answer(TelegramState(), {"tape": {"seed": 3}, "id": "telegram", **options})
        assert (told in answer["fragments"]["note"]) == tells


def test_two_telegrams_share_no_id():
    """Two on one page have different ids and radio groups; each has a canvas, and a document of Bokeh's, of its own."""
    ids = [set(Elements(html(name)).having("id")) for name in ("one", "two")]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_labels_are_text():
    """What an author or a reader calls a letter is never read as HTML or as a template."""
    text = html(labels=NASTY, source="message", message=" ".join(NASTY))
    assert "<u>" not in text
    assert "{{7*7}}" in text


def test_the_answer_is_a_tape_of_the_changed_state():
    """The browser asks for other letters and gets them, with what they cost; the server's own state stays."""
    state = TelegramState()
    answer = Telegram().answer(state, {"tape": {"seed": 3, "length": 20}, "id": "telegram"})
    assert json.loads(json.dumps(answer, allow_nan=False))["state"]["seed"] == 3
    assert len(answer["tape"]["letters"]) == len(answer["tape"]["q"]["steps"]) == 20
    assert sum(answer["tape"]["q"]["steps"]) == len(answer["tape"]["q"]["bits"])
    assert state.seed != 3


def test_the_same_parts_come_with_the_page_and_with_an_answer():
    """A part that a new tape brings is, for the same state, what the page had at first."""
    page = html()
    fragments = Telegram().answer(TelegramState(), {"tape": {}, "id": "telegram"})["fragments"]
    for name, fragment in fragments.items():
        assert fragment.strip() in page, name


@pytest.mark.parametrize("question", [{}, {"tape": 1}, [], {"tape": {"message": "x", "source": "message"}}])
def test_a_question_that_makes_no_sense_is_refused(question):
    """A wrong question is answered with an error in words, never with a fault."""
    with pytest.raises(StateError):
        Telegram().answer(TelegramState(), question)
