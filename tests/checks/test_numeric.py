"""A numeric answer gets one of four verdicts, and a known slip is recognised on these very numbers."""

import pytest

from app.checks import Verdict, grade, present
from app.checks.misconceptions import LIBRARY, RIGHT
from app.checks.numeric import numeric_case
from app.content import ContentError
from app.content.expression import evaluate
from app.content.names import Names
from app.content.quantities import read_quantities

ALL = ("other-direction", "other-unit", "whole-for-extra", "wrong-sign", "unweighted", "entropy-of-truth")


@pytest.mark.parametrize(
    ("text", "verdict", "misconception"),
    [
        ("0.737", Verdict.RIGHT, None),
        ("0,737", Verdict.RIGHT, None),
        ("0.736", Verdict.RIGHT, None),
        ("73.7 %", Verdict.RIGHT, None),
        ("0.737 bits", Verdict.RIGHT, None),
        ("0.511 nats", Verdict.RIGHT, None),
        ("0.74", Verdict.MORE_DIGITS, None),
        ("0.51 nats", Verdict.MORE_DIGITS, None),
        ("0.511", Verdict.WRONG, "other-unit"),
        ("0.511 bits", Verdict.WRONG, "other-unit"),
        ("0.737 nats", Verdict.WRONG, "other-unit"),
        ("0.531", Verdict.WRONG, "other-direction"),
        ("0.53", Verdict.WRONG, "other-direction"),
        ("0.368 nats", Verdict.WRONG, "other-direction"),
        ("1.737", Verdict.WRONG, "whole-for-extra"),
        ("1", Verdict.WRONG, "entropy-of-truth"),
        ("−0.737", Verdict.WRONG, "wrong-sign"),
        ("1.474", Verdict.WRONG, "unweighted"),
        ("0.9", Verdict.WRONG, None),
        ("∞", Verdict.WRONG, None),
        ("", Verdict.NOT_UNDERSTOOD, None),
        ("seven", Verdict.NOT_UNDERSTOOD, None),
    ],
)
def test_an_answer_gets_its_verdict(make_numeric, text, verdict, misconception):
    """KL of a fair coin and a model of 0.9 is 0.737 bits, and each way to miss it has its name."""
    outcome = grade(make_numeric(*ALL), 0, text)
    assert (outcome.verdict, outcome.misconception) == (verdict, misconception)


def test_an_unreadable_answer_costs_nothing(make_numeric):
    """Not understood and too few digits are no attempts."""
    check = make_numeric(*ALL)
    assert [grade(check, 0, text).counts for text in ("0.737", "9", "0.74", "x")] == [True, True, False, False]


def test_another_unit_is_said(make_numeric):
    """A right answer in the other unit is told what it is in the one that was asked."""
    assert "0.511\u00a0nats are 0.737\u00a0bits" in grade(make_numeric(*ALL), 0, "0.511 nats").feedback_html


def test_feedback_never_tells_the_answer(make_numeric):
    """What is said to a slip leaves the work to the learner."""
    check = make_numeric(*ALL)
    for text in ("0.531", "0.511", "1.737", "−0.737", "1.474", "1", "0.9", "0.74"):
        assert "0.737" not in grade(check, 0, text).feedback_html


def test_what_is_typed_is_never_obeyed(make_numeric):
    """A tag in an answer comes back as text."""
    assert "<b>" not in grade(make_numeric(*ALL), 0, "1 <b>bold</b>").feedback_html


def test_infinity_is_right_where_it_is_true(make_numeric):
    """If Q misses an outcome of P, ∞ is the answer and no finite number is."""
    check = make_numeric("entropy-of-truth", names={"P": [0.5, 0.5], "Q": [1, 0]})
    assert grade(check, 0, "inf").verdict is Verdict.RIGHT
    assert grade(check, 0, "∞ nats").verdict is Verdict.RIGHT
    assert grade(check, 0, "1000").verdict is Verdict.WRONG


def test_fresh_numbers_are_the_same_for_the_same_seed(make_numeric):
    """A reloaded page asks what it asked before, and another seed asks something else."""
    check = make_numeric(*ALL)
    assert present(check, 5) == present(check, 5)
    assert len({present(check, seed).prompt_html for seed in range(1, 15)}) > 5


def test_seed_zero_is_the_lessons_own(make_numeric):
    """The first time a check is asked it has the numbers of the text."""
    assert "heads\u00a00.5, tails\u00a00.5" in present(make_numeric(*ALL), 0).prompt_html


def test_fresh_numbers_keep_all_answers_apart(make_numeric):
    """No drawn P and Q let a slip give the right number."""
    check = make_numeric(*ALL)
    for seed in range(60):
        case = numeric_case(check, seed)
        for mistake in case.mistakes:
            assert grade(check, seed, f"{mistake.values[0]:.3f}").misconception == mistake.id


def test_a_slip_that_is_right_is_the_authors_fault(make_numeric):
    """Both directions agree for mirrored coins, so other-direction cannot be told there."""
    check = make_numeric("other-direction", names={"P": [0.3, 0.7], "Q": [0.7, 0.3]})
    with pytest.raises(
        ContentError, match=r"checks\.toml:\d+: check gap: other-direction gives the right number; remove one"
    ):
        present(check, 0)


def test_two_slips_with_one_number_are_the_authors_fault(make_numeric):
    """Feedback would be a guess between them."""
    check = make_numeric("entropy-of-truth", "other-direction", names={"P": [0.5, 0.5], "Q": [0.9999999, 0.0000001]})
    with pytest.raises(ContentError, match="other-direction gives the number of entropy-of-truth"):
        present(check, 0)


def test_draws_that_never_serve_are_the_authors_fault(make_numeric):
    """A generator that only draws P equal to Q is named after so many tries."""
    check = make_numeric("wrong-sign", old='Q = "random_coin(0.05, 0.95)"', new='Q = "P"')
    with pytest.raises(ContentError, match="no fresh numbers in 200 tries"):
        present(check, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('asks = "kl"\n', "", "neither `asks` nor `answer`"),
        ('asks = "kl"', 'answer = "kl(P, R)"', "`R` is no named quantity"),
        ('asks = "kl"', 'asks = "kl"\nunit = "none"', "the answer is counted in bits, asked is none"),
        ('asks = "kl"', 'asks = "entropy"', "`other-direction` says nothing about entropy"),
    ],
)
def test_an_authors_fault_is_named(make_numeric, old, new, said):
    """The message says which expression is wrong and why."""
    with pytest.raises(ContentError, match=said):
        present(make_numeric("other-direction", old=old, new=new), 0)


def test_an_unknown_misconception_is_named(make_numeric):
    """The message lists those that are known."""
    with pytest.raises(ContentError, match="no misconception `nonsense`; use one of: other-unit"):
        present(make_numeric("nonsense"), 0)


def test_a_plain_number_takes_no_unit(make_numeric):
    """An answer in bits to a question about a share is asked about, not marked wrong."""
    text = 'answer = "Q[1]"\nunit = "none"'
    check = make_numeric(
        old='asks = "kl"', new=f'{text}\nmisconception = [{{ id = "x", value = "Q[2]", feedback = "No." }}]'
    )
    assert grade(check, 0, "90 %").verdict is Verdict.RIGHT
    assert grade(check, 0, "0.9 bits").verdict is Verdict.NOT_UNDERSTOOD
    assert grade(check, 0, "0.1").misconception == "x"


def test_every_library_slip_leads_to_another_number():
    """On ordinary numbers no slip of the library is right by accident."""
    words = {"P": [0.6, 0.3, 0.1], "Q": [0.2, 0.3, 0.5]}
    names = read_quantities(words, Names({})).with_values({"unit": "bits", "other": "nats"})
    for asked, right in RIGHT.items():
        truth = evaluate(right, names).value
        for slip in LIBRARY.values():
            if asked in slip.values:
                found = evaluate(slip.values[asked], names)
                values = found if isinstance(found, tuple) else (found,)
                assert all(abs(value.value - truth) > 0.002 for value in values), (slip.id, asked)
