"""The checks that we ship can be asked, answered and asked again."""

from app.checks import Verdict, grade, present


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
