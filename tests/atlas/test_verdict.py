"""A verdict follows from a printed number and the kernel, and from nothing else."""

import math

import pytest

from app.atlas.questions import QUESTIONS
from app.atlas.verdict import Answer, Kind, judge


def answer(value, *, unit="nats", precision="float64", warnings=(), raised=None):
    return Answer(str(value), value, raised, warnings, precision, unit)


@pytest.mark.parametrize(
    ("question", "given", "kind", "note"),
    [
        ("pair", answer(0.5108256237659907), Kind.RIGHT, ""),
        ("pair", answer(0.7369655941662061, unit="bits"), Kind.RIGHT, ""),
        ("pair", answer(0.7369655941662061), Kind.OTHER, "the same in bits"),
        ("pair", answer(0.36806420716849714), Kind.OTHER, "KL(Q ‖ P), the other direction"),
        ("pair", answer(0.5310044064107188, unit="bits"), Kind.OTHER, "KL(Q ‖ P), the other direction"),
        ("pair", answer(0.25541281188), Kind.OTHER, "the mean over the outcomes, not their sum"),
        ("pair", answer(0.2554, warnings=("UserWarning: mean",)), Kind.SAYS, "with a warning"),
        (
            "pair",
            answer(0.25541281188, warnings=("UserWarning: mean",)),
            Kind.SAYS,
            "the mean over the outcomes, not their sum",
        ),
        ("pair", answer(0.51082563, precision="float32"), Kind.PRECISE, ""),
        ("pair", answer(0.51082), Kind.WRONG, "−0.0011 %"),
        ("pair", answer(-0.4), Kind.WRONG, "below 0, which no KL is"),
        ("pair", answer(math.nan), Kind.NAN, ""),
        ("pair", answer(None, raised="ValueError: no"), Kind.RAISES, "ValueError"),
        ("zero-in-q", answer(math.inf), Kind.RIGHT, ""),
        ("zero-in-q", answer(10.8), Kind.WRONG, "finite, where it is infinite"),
        ("zero-in-q", answer(-math.inf), Kind.WRONG, "the wrong infinity"),
        ("zero-in-p", answer(math.inf), Kind.OTHER, "KL(Q ‖ P), the other direction"),
        ("nearly-equal", answer(0.0), Kind.PRECISE, "no digit of it"),
        ("nearly-equal", answer(-3e-17), Kind.PRECISE, "below 0"),
        ("narrow", answer(math.inf, precision="float32"), Kind.PRECISE, "beyond the largest float32"),
        ("narrow", answer(math.inf), Kind.WRONG, "infinite, where it is finite"),
        ("gradient-zero-q", answer(0.0), Kind.WRONG, "finite, where it is infinite"),
        ("coder-skew", answer(512.0), Kind.PRECISE, ""),
        ("coder-skew", answer(1016.0), Kind.OTHER, "more than the letters need: headers, tables, or whole bits"),
        ("coder-skew", answer(300.0), Kind.WRONG, "−41 %"),
    ],
)
def test_a_number_gets_the_verdict_that_it_deserves(question, given, kind, note):
    """Each kind is reached by its own numbers; what is named is the right other question."""
    verdict = judge(QUESTIONS[question], given)
    assert (verdict.kind, verdict.note) == (kind, note)


def test_no_other_question_has_the_answer_of_the_question():
    """Else a right answer could be taken for another's."""
    for question in QUESTIONS.values():
        for name, number in question.others.items():
            same = number == question.truth or math.isclose(number, question.truth, rel_tol=1e-6)
            assert not same, (question.id, name)
