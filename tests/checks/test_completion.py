"""Completion problems: a worked solution whose last steps are open, and one more of them each time."""

import pytest

from app.checks import present

STEPS = """
[[check.misconception]]
use = "wrong-sign"

[[check.step]]
does = "What it costs"
work = "With the model {{ cross_entropy(P, Q) }}."

[[check.step]]
does = "What it has to cost"
work = "The entropy is {{ entropy(P) }}."

[[check.step]]
does = "The difference"
work = "It is {{ answer }}."
"""


@pytest.fixture
def completion(make_numeric):
    """The check of KL, with three steps of which two are open."""
    last = 'draw = { P = "random_coin(0.2, 0.8)", Q = "random_coin(0.05, 0.95)" }'
    return make_numeric(old=last, new=f"{last}\nopen = 2\n{STEPS}")


@pytest.mark.parametrize(("seed", "left"), [(0, 2), (1, 3), (2, 3), (1000, 3)])
def test_more_steps_are_open_on_each_fresh_set_of_numbers(completion, seed, left):
    """The last two at first, then one more; far on, as on the review page, the plan alone remains."""
    steps = present(completion, seed).steps
    assert [step.open for step in steps] == [False] * (3 - left) + [True] * left
    assert [step.does for step in steps] == ["What it costs", "What it has to cost", "The difference"]


def test_steps_show_decimals_to_spare(completion):
    """Whoever goes on from a worked step is not refused because that was rounded."""
    assert "1.73697" in present(completion).steps[0].work


def test_no_worked_step_of_the_course_gives_the_answer(all_checks):
    """What is shown leads to the answer and does not say it; the last step is always open."""
    found = [check for check in all_checks if present(check).steps]
    assert found
    for check in found:
        for seed in (0, 1, 2):
            shown = present(check, seed)
            assert shown.steps[-1].open
            assert all(shown.solution not in step.work for step in shown.steps if not step.open), check.id
