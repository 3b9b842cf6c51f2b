"""Claims are proved, or refuted with both sides shown."""

from app.content import load_course, prove

CLAIMS = "01-coins/claims.toml"


def problem(small_course):
    return prove(load_course(small_course.root).lessons[0].claims["gap"])


def test_a_true_claim_holds(small_course):
    """What the kernel confirms is no problem."""
    assert problem(small_course) is None


def test_a_false_claim_shows_both_sides(small_course):
    """The message names the claim, its place and both values."""
    small_course.replace(CLAIMS, "0.737", "0.738")
    said = str(problem(small_course))
    assert said.startswith(
        "lessons/01-coins/claims.toml:1: claim gap: false: kl(P, Q) = 0.7369655941662061 bits, '0.738'"
    )


def test_a_general_claim_is_tried_on_many_numbers(small_course):
    """A claim about all P fails if it fails for one that is drawn."""
    small_course.replace(
        CLAIMS,
        "holds = 'rounds_to(kl(P, Q), \"0.737\")'",
        'draw = { P = "random_coin(0.05, 0.95)" }\nholds = "kl(P, Q) > 0"',
    )
    assert "claim gap: false: kl(P, Q) = 0.0 bits, 0 = 0.0, P = Pmf" in str(problem(small_course))


def test_a_claim_that_is_no_statement_is_refused(small_course):
    """A number is neither true nor false."""
    small_course.replace(CLAIMS, "holds = 'rounds_to(kl(P, Q), \"0.737\")'", 'holds = "kl(P, Q)"')
    assert "neither true nor false" in str(problem(small_course))
