"""The checks that we ship can be asked, answered and asked again."""

import math

from app.checks import Verdict, grade, present
from app.checks.closeness import closeness
from app.checks.numeric import numeric_case


def test_every_check_is_solved_by_its_solution(all_checks):
    """What the program calls the solution is graded right, on the lesson's numbers and on fresh ones."""
    for check in all_checks:
        for seed in (0, 1, 2):
            assert grade(check, seed, present(check, seed).solution).verdict is Verdict.RIGHT, (check.id, seed)


def test_every_check_has_what_a_page_needs(all_checks):
    """A prompt, hints and a solution, and either options or a number's decimals."""
    for check in all_checks:
        shown = present(check)
        assert shown.prompt_html
        assert 1 <= len(shown.hints_html) <= 3
        assert shown.solution_html
        assert bool(shown.options) != (shown.decimals is not None)


def test_no_prompt_gives_the_answer_away(all_checks):
    """The right number does not stand in the question."""
    for check in all_checks:
        shown = present(check)
        if shown.kind == "numeric" and shown.solution not in {"1.000", "inf"}:
            assert f">{shown.solution}" not in shown.prompt_html, check.id


def test_a_number_that_two_slips_lead_to_names_none(all_checks):
    """Of every number that fits two slips, at any number of decimals, nobody is told which of the two it was."""
    found = 0
    for check in (one for one in all_checks if one.authored.front.kind == "numeric"):
        for seed in (0, 1, 2):
            case = numeric_case(check, seed)
            slips = (*case.mistakes, *case.unlisted)
            values = [value for slip in slips for value in slip.values if math.isfinite(value)]
            for text in {f"{value:.{decimals}f}" for value in values for decimals in range(1, case.decimals + 1)}:
                for how in ("close", "coarse"):
                    fits = fitting(case, slips, text, how)
                    if fits:
                        break
                if len(fits) > 1:
                    found += 1
                    outcome = grade(check, seed, text)
                    assert outcome.misconception is None, (check.id, seed, text, fits)
    assert found > 20


def fitting(case, slips, text, how):
    """Return the ids of the slips that a text fits."""
    decimals = len(text.partition(".")[2])
    return {
        slip.id
        for slip in slips
        if any(closeness(float(text), decimals, value, case.decimals) == how for value in slip.values)
    }
