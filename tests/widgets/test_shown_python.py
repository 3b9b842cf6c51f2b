"""The Python that a widget shows computes what the widget shows."""

import contextlib
import io
import re
import warnings

import pytest
from widgets.drawn_states import DRAWN, states
from widgets.older_states import older_states

from app.figure.python import literal
from app.pages.kinds import KINDS

WITH_PYTHON = [widget for widget in KINDS.values() if widget.python]
with_python = pytest.mark.parametrize("widget", WITH_PYTHON, ids=lambda widget: widget.kind)

# SciPy's quad stops where it believes to be within 1e-12 nats, for each of up to four bumps. A KL near 0 is a small
# difference of large averages: it is then right to eleven decimals, and not to nine digits.
SLACK = {"gaussian_fit": 1e-10}
COUNT = {"gaussian_fit": 12}


def near(a, b, slack=1e-13):
    """Whether two numbers agree to nine digits, or to the slack where they are small; infinities must be the same."""
    a, b = float(a), float(b)
    return a == b or abs(a - b) <= max(1e-9 * abs(b), slack)


def executed(widget, state):
    """Run the lines for SciPy, a warning being an error; return the names that they leave and what they print."""
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(widget.shown_python.code("scipy", state.shown_values()), names)  # noqa: S102 - the lines that we show
    return names, printed.getvalue()


def drawn(widget):
    draw = states if widget in DRAWN else older_states
    return draw(widget, COUNT.get(widget.kind, 40))


def test_every_widget_shows_its_python():
    """No kind of widget is without the lines that compute it."""
    assert {widget.kind for widget in WITH_PYTHON} == set(KINDS)


@with_python
def test_the_shown_python_computes_what_is_shown(widget):
    """The lines for SciPy, executed, leave the widget's numbers under the names that it says, and print something."""
    for state in drawn(widget):
        names, printed = executed(widget, state)
        results, slack = state.results(), SLACK.get(widget.kind, 1e-13)
        wrong = {
            quantity: (float(names[name]), results[quantity])
            for quantity, name in widget.python_results.items()
            if not near(names[name], results[quantity], slack)
        }
        assert not wrong, (state.as_dict(), wrong)
        assert printed.strip()
        assert "nan" not in printed
        assert not re.search(r"-0\.0*(?![\d])", printed)


def test_a_truth_of_one_bump_shows_no_negative_zero():
    """The best Q is P itself: each KL is 0 but for rounding, and no sign is printed before it."""
    widget = KINDS["gaussian_fit"]
    for mean, sd in ((0.3, 0.7), (-1.7, 1.3), (2.0, 0.4), (0.0, 1.0), (-2.9, 0.25), (1.1, 2.2)):
        bump = {"weights": [1.0], "means": [mean], "sds": [sd], "mu": mean, "sigma": sd}
        names, printed = {}, io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(widget.shown_python.code("scipy", widget.State().shown_values() | bump), names)  # noqa: S102 - ours
        assert not any(names[name] < 0 for name in ("kl", "kl_best", "kl_reverse", "kl_reverse_best"))
        assert printed.getvalue().count("0.000") == 4
        assert "-0.000" not in printed.getvalue()


@with_python
def test_the_lines_for_pytorch_are_python(widget):
    """They compile, import torch, and are short enough to read."""
    code = widget.shown_python.code("torch", widget.State().shown_values())
    compile(code, "torch.txt", "exec")
    assert "import torch" in code
    for body in widget.shown_python.bodies.values():
        assert len([line for line in body.splitlines() if line]) <= 24


@with_python
def test_the_python_is_left_out_where_it_should_be(widget):
    """A lesson can hide the lines, and a projector shows none."""
    state = widget.State()
    assert 'class="python"' in widget.html(state, "w", {})
    assert 'class="python"' not in widget.html(state, "w", {"hide": ["python"]})
    assert 'class="python"' not in widget.html(state, "w", {"projector": True})


def test_the_telegrams_python_counts_the_bits_that_were_sent():
    """The letters sent cost what the tape says: exactly in whole words, within two bits from an arithmetic coder."""
    telegram = KINDS["telegram"]
    for state in older_states(telegram, 60, seed=5):
        if state.code == "block":
            continue
        names, _ = executed(telegram, state)
        results = state.results()
        # An arithmetic coder counts in 2^-32nds or so, and holds bits back while its telegram is not closed.
        slack = 1e-9 if state.code != "arithmetic" else 2.0 if state.sent is None else 40.0
        for name, quantity in (("bits_p", "bits-p"), ("bits_q", "bits-q")):
            assert near(names[name], results[quantity], slack), (state.as_dict(), names[name], results[quantity])


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 1e-7, 5e-324, -0.0, 1.0, 12, True, None, 'a "b" \\ ü', "␣", [0.5, [1]], {"e": 1, " ": 2}]
)
def test_a_value_is_written_so_that_python_reads_it_back(value):
    """What stands in the first lines is the very value of the state."""
    assert eval(literal(value)) == value  # noqa: S307 - our own text


def test_what_is_no_plain_value_is_refused():
    """A state that held anything else would show lines that cannot be run."""
    with pytest.raises(TypeError, match="plain value"):
        literal(object())


@pytest.mark.browser
def test_the_page_writes_values_as_python_does(chromium):
    """The twin in JavaScript writes lines that read back as the same values."""
    from widgets.served_modules import serve_modules  # noqa: PLC0415 - a page that only the browser tests need

    values = [
        0.1 + 0.2,
        1e-7,
        5e-324,
        1e21,
        0.5,
        12,
        True,
        False,
        None,
        'a "b" \\ ü',
        "␣",
        [0.5, [1]],
        {"e": 1, " ": 2},
    ]
    page = chromium.new_page()
    serve_modules(page)
    texts = page.evaluate("async (all) => all.map((await import('/js/figure/python.js')).literal)", values)
    page.close()
    assert [eval(text) for text in texts] == values  # noqa: S307 - our own text
