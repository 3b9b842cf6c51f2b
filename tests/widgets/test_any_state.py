"""Every valid state of every widget has an address, a page and a confirmation; none is met with an error."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from widgets.any_states import QUESTIONS, any_states

from app.pages.kinds import KINDS

MANY = 60
PROJECTED = {"projector": True, "link": "/lab/x"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_told_in_its_address(kind):
    widget = KINDS[kind]
    for state in any_states(kind, MANY):
        address = urlencode(state.to_query())
        read = widget.State.from_query(dict(parse_qsl(address, keep_blank_values=True)), widget.State())
        assert read.as_dict() == state.as_dict(), address


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_has_a_page(kind):
    widget = KINDS[kind]
    for number, state in enumerate(any_states(kind, MANY)):
        html = widget.html(state, "one", PROJECTED if number % 4 == 0 else {"link": "/lab/x"})
        first = html.partition('class="widget-state">')[2].partition("</script>")[0]
        assert json.loads(first)["state"] == json.loads(json.dumps(state.as_dict())), state.to_query()
        assert ">nan" not in html.lower(), state.to_query()


@pytest.mark.parametrize("kind", [kind for kind, widget in KINDS.items() if widget.slow_to_draw])
def test_every_state_is_the_same_drawn_elsewhere(kind):
    """What a worker draws from a message is what the page draws from the state of its address."""
    widget = KINDS[kind]
    for state in any_states(kind, MANY):
        message = json.loads(json.dumps({"state": state.as_dict(), "id": "one", "options": PROJECTED}))
        there = widget.draw(message)["html"]
        here = widget.html(widget.State.from_query(state.to_query(), widget.State()), "one", PROJECTED)
        assert there == here, state.to_query()


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_confirmed(kind):
    widget = KINDS[kind]
    for state in any_states(kind, MANY):
        reply = widget.respond(json.loads(json.dumps({"state": state.as_dict()})))
        assert "error" not in reply, (reply, state.to_query())
        json.dumps(reply, allow_nan=False)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_question_about_any_state_is_answered(kind):
    widget = KINDS[kind]
    for state in any_states(kind, MANY):
        for question in QUESTIONS[kind](state.as_dict()):
            reply = widget.respond(json.loads(json.dumps({"question": question})))
            assert "error" not in reply, (reply, state.to_query())
            json.dumps(reply, allow_nan=False)
