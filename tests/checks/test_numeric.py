"""A numeric answer gets one verdict, and a known slip is recognised on these very numbers."""

import re
import sys

import pytest

from app.checks import Verdict, grade, judge, present
from app.checks.closeness import closeness
from app.checks.grade_numeric import plural
from app.checks.misconceptions import LIBRARY, RIGHT
from app.checks.numeric import numeric_case
from app.content import ContentError
from app.content.course.plain_text import plain_text
from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.quantities import read_quantities
from app.progress.events.field_rules import VERDICTS

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
    assert "0.511\u00a0nats are 0.737\u00a0bits" in grade(make_numeric(*ALL), 0, "0.511 nats").said


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


CONVERT = """\
[[check]]
id = "in-nats"
kind = "numeric"
answer = "nats(x)"
unit = "nats"
prompt = "A text has {{ x }} a letter. What is that in nats?"
hints = ["Convert."]
solution = "It is {{ answer }}."

[[check.misconception]]
id = "unit-ignored"
value = "nats(bare(x))"
feedback = "That is the number of bits."
"""


@pytest.mark.parametrize(
    ("text", "verdict", "misconception"),
    [
        ("1.594", Verdict.RIGHT, None),
        ("2.3*ln(2)", Verdict.RIGHT, None),
        ("2.3*0.693", Verdict.RIGHT, None),
        ("1.594 nats", Verdict.RIGHT, None),
        ("2.3 bits", Verdict.WRONG, "unit-ignored"),
        ("2.300 bits a letter", Verdict.WRONG, "unit-ignored"),
        ("2.3", Verdict.WRONG, "unit-ignored"),
        ("1.594 bits", Verdict.WRONG, "other-unit"),
        ("1.59", Verdict.MORE_DIGITS, None),
        ("1.587", Verdict.ROUNDED_EARLY, None),
    ],
)
def test_where_converting_is_the_question_the_other_unit_is_no_answer(make_check, text, verdict, misconception):
    """The amount in the unit that the question gives is not converted; a number with the wrong unit is no answer."""
    outcome = grade(make_check(CONVERT, {"x": "bits(2.3)"}), 0, text)
    assert (outcome.verdict, outcome.misconception) == (verdict, misconception)


@pytest.mark.parametrize(
    ("lesson", "name"), [("surprise-and-entropy", "in-nats"), ("language-models", "bits-a-letter")]
)
def test_the_courses_conversions_are_conversions(all_checks, lesson, name):
    """Questions that give an amount in the other unit take no answer in it."""
    check = next(one for one in all_checks if (one.lesson_id, one.id) == (lesson, name))
    for seed in range(5):
        case = numeric_case(check, seed)
        other, factor = ("bits", 1 / 0.6931471805599453) if case.unit == "nats" else ("nats", 0.6931471805599453)
        outcome = grade(check, seed, f"{case.truth * factor:.3f} {other}")
        assert outcome.verdict is Verdict.WRONG
        assert outcome.misconception in {"unit-ignored", "unit-kept"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("0.5*log2(0.5/0.9) + 0.5*log2(0.5/0.1)", Verdict.RIGHT),
        ("-log2(0.6)", Verdict.RIGHT),
        ("0.7370 bits a letter", Verdict.RIGHT),
        ("(0.737)", Verdict.RIGHT),
        ("H = 0.737", Verdict.RIGHT),
        ("0.737 Sh", Verdict.RIGHT),
        ("7.37 × 10⁻¹", Verdict.RIGHT),
        ("0\u200b.737", Verdict.RIGHT),
        ("0.7", Verdict.MORE_DIGITS),
        ("0.737 tokens", Verdict.NOT_UNDERSTOOD),
        ("undefined", Verdict.NOT_UNDERSTOOD),
        ("1/0", Verdict.NOT_UNDERSTOOD),
    ],
)
def test_what_people_type_is_graded(make_numeric, text, verdict):
    """Exact forms, units of every name, and signs that nobody sees."""
    assert grade(make_numeric(*ALL), 0, text).verdict is verdict


def test_an_exact_form_is_praised(make_numeric):
    """It is the best answer there is."""
    check = make_numeric(*ALL)
    assert "Right, and exact: 0.737" in grade(check, 0, "0.5*log2(0.5/0.9) + 0.5*log2(0.5/0.1)").said
    assert grade(check, 0, "0.737").said == "Right: 0.737\u00a0bits."


def test_what_is_right_is_not_said_twice(all_checks):
    """A verdict is followed by one line of why, which does not begin with the verdict again."""
    for check in all_checks:
        shown = present(check)
        outcome = grade(check, 0, shown.solution)
        assert outcome.verdict is Verdict.RIGHT, check.id
        assert not re.match(r"<p>(Right|Yes|Not yet)[.:,]", outcome.feedback_html), (check.id, outcome.feedback_html)
        assert len(plain_text(outcome.feedback_html).split()) <= 80, check.id


def test_infinity_is_not_undefined(make_numeric):
    """Who says that ∞ is undefined is told why it is not; a division by zero is the same thought."""
    check = make_numeric("entropy-of-truth", names={"P": [0.5, 0.5], "Q": [1, 0]})
    for text in ("undefined", "1/0", "not defined"):
        outcome = grade(check, 0, text)
        assert (outcome.verdict, outcome.misconception) == (Verdict.WRONG, "undefined-for-infinity")
        assert "Type ∞" in outcome.feedback_html
    assert grade(check, 0, "-log2(0)").verdict is Verdict.RIGHT


def test_a_share_in_percent_needs_its_sign(make_numeric):
    """73 where 73 % is meant is said, and costs nothing."""
    check = make_numeric(
        old='asks = "kl"',
        new='answer = "Q[1]"\nunit = "none"\nmisconception = [{ id = "x", value = "Q[2]", feedback = "No." }]',
    )
    outcome = grade(check, 0, "90")
    assert outcome.verdict is Verdict.NOT_UNDERSTOOD
    assert "if you mean 90 %, say so" in outcome.feedback_html
    assert grade(check, 0, "90 %").verdict is Verdict.RIGHT
    assert grade(check, 0, "45").verdict is Verdict.WRONG


def test_a_whole_number_may_lack_digits_only():
    """3 for 2.996 wants more decimals; it is not wrong."""
    assert closeness(3.0, 0, 2.995732273553991, 3) == "coarse"
    assert closeness(2.0, 0, 1.7369655941662061, 3) == "far"


def test_a_slip_is_named_only_if_it_is_the_only_one(make_numeric):
    """With a fair truth 1.000 is H(Q, P), and H(P) as well: none of the two is said to be it."""
    new = 'asks = "cross-entropy"'
    check = make_numeric(
        "weights-and-log-swapped", old='asks = "kl"', new=new, names={"P": [0.5, 0.5], "Q": [0.9, 0.1]}
    )
    outcome = grade(check, 0, "1.000")
    assert (outcome.verdict, outcome.misconception) == (Verdict.WRONG, None)
    assert "More than one slip leads to this number" in outcome.feedback_html
    other = make_numeric(
        "weights-and-log-swapped", old='asks = "kl"', new=new, names={"P": [0.4, 0.6], "Q": [0.9, 0.1]}
    )
    swapped = next(value for one in numeric_case(other, 0).mistakes for value in one.values)
    assert grade(other, 0, f"{swapped:.3f}").misconception == "weights-and-log-swapped"


def test_decimals_are_counted_in_words_that_fit(make_numeric):
    """One decimal, three decimals."""
    assert "Give 3 decimals." in grade(make_numeric(*ALL), 0, "0.74").feedback_html
    assert [plural(count, "decimal") for count in (0, 1, 2)] == ["0 decimals", "1 decimal", "2 decimals"]


def test_terms_are_mentioned_where_there_are_some(make_numeric, make_check):
    """A sum is gone through term by term, anything else step by step."""
    assert "Go through the sum term by term" in grade(make_numeric(*ALL), 0, "0.9").feedback_html
    said = grade(make_check(CONVERT, {"x": "bits(2.3)"}), 0, "7").feedback_html
    assert "term by term" not in said
    assert "Go through it step by step" in said


def test_a_number_with_the_wrong_unit_is_told_which_is_which(make_numeric):
    """0.737 nats for 0.737 bits: the sentence names both units as they are."""
    outcome = grade(make_numeric(*ALL), 0, "0.737 nats")
    assert "The number is right for bits, but you wrote nats" in outcome.feedback_html


def test_a_grader_that_fails_costs_nothing_and_says_so(make_numeric, monkeypatch, caplog):
    """Whatever breaks while grading is logged, and the answer is not counted."""

    def fail(*_):
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(sys.modules["app.checks.grade"], "grade_numeric", fail)
    outcome = grade(make_numeric(*ALL), 0, "0.737")
    assert outcome.verdict is Verdict.NOT_GRADED
    assert not outcome.counts
    assert "cannot be graded" in outcome.feedback_html
    assert "check coins/gap, seed 0" in caplog.text
    with pytest.raises(ZeroDivisionError):
        judge(make_numeric(*ALL), 0, "0.737")


def test_every_verdict_can_be_kept_and_said():
    """The record knows each verdict, and the page has words for it."""
    assert {verdict.value for verdict in Verdict} == set(VERDICTS)
    assert all(verdict.said for verdict in Verdict)
