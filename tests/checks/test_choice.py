"""A choice says what is wrong with it, and no more than that."""

import pytest

from app.checks import Verdict, grade, present
from app.content import ContentError

SINGLE = """\
[[check]]
id = "larger"
kind = "single"
prompt = "Which is larger?"
hints = ["Compute both."]
solution = "The first."
draw = { P = "random_coin(0.1, 0.4)" }

[[check.option]]
id = "forward"
text = "$\\\\KL{P}{Q}$, {{ kl(P, Q) }}"
right = "kl(P, Q) > kl(Q, P)"
feedback = "Forward."

[[check.option]]
id = "reverse"
text = "$\\\\KL{Q}{P}$"
right = "kl(P, Q) < kl(Q, P)"
feedback = "Reverse."

[[check.option]]
id = "neither"
text = "Neither"
misconception = "symmetric"
feedback = "They differ."
"""
SEVERAL = SINGLE.replace('"single"', '"several"').replace('right = "kl(P, Q) < kl(Q, P)"', "right = true")


def test_the_right_option_is_right(make_check):
    """An option may be right by an expression over the numbers at hand."""
    assert grade(make_check(SINGLE), 0, "forward").verdict is Verdict.RIGHT


def test_a_wrong_option_has_its_misconception(make_check):
    """Each option answers for itself, by the id of its mistake."""
    outcome = grade(make_check(SINGLE), 0, ["neither"])
    assert (outcome.verdict, outcome.misconception) == (Verdict.WRONG, "symmetric")
    assert "They differ" in outcome.feedback_html


@pytest.mark.parametrize("response", ["", [], ["nonsense"], ["forward", "neither"]])
def test_no_choice_costs_nothing(make_check, response):
    """Nothing ticked, something unknown, or two for one is no attempt."""
    assert grade(make_check(SINGLE), 0, response).verdict is Verdict.NOT_UNDERSTOOD


def test_which_one_is_right_follows_the_fresh_numbers(make_check):
    """With other numbers another option may be right, and exactly one always is."""
    solutions = {present(make_check(SINGLE), seed).solution for seed in range(40)}
    assert solutions <= {("forward",), ("reverse",)}


def test_options_keep_their_order_for_a_seed(make_check):
    """A reload shows the same order; seeds differ in it."""
    check = make_check(SINGLE)
    orders = [tuple(option.id for option in present(check, seed).options) for seed in range(12)]
    assert orders == [tuple(option.id for option in present(check, seed).options) for seed in range(12)]
    assert len(set(orders)) > 1


def test_keep_order_keeps_it(make_check):
    """Options that have an order of their own are not shuffled."""
    check = make_check(SINGLE.replace('kind = "single"', 'kind = "single"\nkeep_order = true'))
    assert all([o.id for o in present(check, seed).options] == ["forward", "reverse", "neither"] for seed in range(5))


def test_several_says_how_many_are_missing_and_not_which(make_check):
    """To find the missing one is the exercise."""
    outcome = grade(make_check(SEVERAL), 0, ["forward"])
    assert outcome.verdict is Verdict.WRONG
    assert outcome.misconception is None
    assert "One statement that holds is still missing" in outcome.feedback_html
    assert "Reverse" not in outcome.feedback_html


def test_several_answers_for_what_was_ticked_wrongly(make_check):
    """A wrong tick has its own answer even beside all the right ones."""
    outcome = grade(make_check(SEVERAL), 0, ["forward", "reverse", "neither"])
    assert outcome.misconception == "symmetric"
    assert "missing" not in outcome.feedback_html


def test_several_is_right_when_complete(make_check):
    """All that hold and none besides."""
    assert grade(make_check(SEVERAL), 0, ["reverse", "forward"]).verdict is Verdict.RIGHT


def test_two_right_options_of_one_are_the_authors_fault(make_check):
    """A single choice has exactly one right option."""
    with pytest.raises(ContentError, match="2 options are right, exactly one needed"):
        present(make_check(SINGLE.replace('right = "kl(P, Q) < kl(Q, P)"', "right = true")), 0)


def test_an_option_holds_formulas_and_numbers(make_check):
    """The text of an option is Markdown like any other, on one line."""
    option = next(one for one in present(make_check(SINGLE), 0).options if one.id == "forward")
    assert "<math " in option.html
    assert "0.737" in option.html
    assert "<p>" not in option.html
