"""Rounding on the way is computed: what it can lead to is known, and nothing else is."""

import ast
import math

import numpy as np
import pytest

from app.checks import Verdict, grade
from app.checks.habits import KINDS, all_habits
from app.checks.misconceptions import RIGHT
from app.checks.numeric import numeric_case, roundings_of
from app.checks.roundings import _WAYS, roundings
from app.content.language.expression import evaluate
from app.content.language.names import Names
from app.content.language.quantities import read_quantities

#: What these give is exact, by a few sums and products of what is given, or worked out around them.
EXACT = {"coin", "uniform", "normal", "softmax", "tilt", "max", "mean", "fit_forward"}
EXACT |= {"support_mass", "total_variation"}


def half_up(value, decimals):
    """Round as people do."""
    return math.copysign(math.floor(abs(value) * 10**decimals + 0.5) / 10**decimals, value)


def pair(p, q, unit="bits"):
    """Return names of two coins."""
    return read_quantities({"P": [p, round(1 - p, 9)], "Q": [q, round(1 - q, 9)]}, Names({}, unit))


def test_every_calculation_holds_its_own_truth(all_checks):
    """The exact result is among what comes out with steps that keep many decimals, for every check."""
    for check in (one for one in all_checks if one.authored.front.kind == "numeric"):
        for seed in range(6):
            case = numeric_case(check, seed)
            found = roundings_of(case)
            if math.isfinite(case.truth):
                assert found.explains(case.truth, None) is not None, (check.id, seed)
                assert found.results.min() <= case.truth + 1e-9
                assert found.results.max() >= case.truth - 1e-9


def test_no_answer_hides_its_steps(all_checks):
    """An answer is written as it is worked out by hand: nobody is told that a step is wrong which was only rounded."""
    for check in (one for one in all_checks if one.authored.front.kind == "numeric"):
        calls = [node for node in ast.walk(ast.parse(numeric_case(check, 0).expression)) if isinstance(node, ast.Call)]
        assert {call.func.id for call in calls} <= EXACT | set(_WAYS), check.id


def test_a_conditional_entropy_of_rounded_entropies_is_no_slip(all_checks):
    """Whoever rounds the entropies of the two kinds of day is not told that the way is wrong."""
    check = next(one for one in all_checks if one.id == "floor-with-a-clock")
    for seed in range(20):
        names = numeric_case(check, seed).names
        working, other, share = (evaluate(one, names).value for one in ("entropy(A)", "entropy(B)", "w"))
        for decimals in (2, 3):
            typed = share * half_up(working, decimals) + (1 - share) * half_up(other, decimals)
            assert grade(check, seed, f"{typed:.3f}").verdict in {Verdict.RIGHT, Verdict.ROUNDED_EARLY}


@pytest.mark.parametrize("unit", ["bits", "nats"])
@pytest.mark.parametrize("decimals", [2, 3, 4])
def test_rounded_surprises_are_found(unit, decimals):
    """Surprises that are rounded, weighted and added are one of the habits; so are rounded terms."""
    log = math.log2 if unit == "bits" else math.log
    for p, q in ((0.3, 0.7), (0.5, 0.9), (0.15, 0.4), (0.65, 0.05)):
        found = roundings(RIGHT["cross-entropy"], pair(p, q, unit))
        surprises = [half_up(-log(share), decimals) for share in (q, 1 - q)]
        total = p * surprises[0] + (1 - p) * surprises[1]
        assert found.explains(half_up(total, 3), 3, surely=True) >= decimals
        terms = half_up(p * surprises[0], decimals) + half_up((1 - p) * surprises[1], decimals)
        assert found.explains(half_up(terms, 3), 3, surely=True) >= decimals


def test_kl_is_worked_out_in_each_usual_way():
    """By the fraction, by the excess surprise, and as cross-entropy less entropy, each with three decimals."""
    found = roundings(RIGHT["kl"], pair(0.3, 0.85))
    p, q = [0.3, 0.7], [0.85, 0.15]
    by_fraction = sum(a * half_up(math.log2(half_up(a / b, 3)), 3) for a, b in zip(p, q, strict=True))
    by_excess = sum(a * (half_up(-math.log2(b), 3) - half_up(-math.log2(a), 3)) for a, b in zip(p, q, strict=True))
    whole = sum(-a * math.log2(b) for a, b in zip(p, q, strict=True))
    floor = sum(-a * math.log2(a) for a in p)
    for result in (by_fraction, by_excess, half_up(whole, 3) - half_up(floor, 3)):
        assert found.explains(half_up(result, 3), 3, surely=True) is not None


def test_a_sum_of_three_is_written_down_once():
    """Of a + b + c each is rounded, and not a + b on the way."""
    names = read_quantities({"P": [0.3, 0.7], "Q": [0.2, 0.8], "R": [0.4, 0.6], "w": 0.35}, Names({}, "nats"))
    entropies = [half_up(-sum(p * math.log(p) for p in (share, 1 - share)), 2) for share in (0.3, 0.2, 0.4)]
    total = entropies[0] + 0.35 * entropies[1] + 0.65 * entropies[2]
    found = roundings("entropy(P) + w * entropy(Q) + (1 - w) * entropy(R)", names)
    assert found.explains(half_up(total, 3), 3, surely=True) == 2


def test_the_smaller_and_the_size_are_taken_of_what_was_rounded():
    """Of two squares each is rounded before the smaller is taken; so are two averages before their distance is."""
    names = read_quantities({"a": 0.35, "b": 0.75, "f": 0.62, "g": 0.71}, Names({}))
    both = "min(a ** 2, b ** 2) + min((1 - a) ** 2, (1 - b) ** 2)"
    typed = half_up(0.35**2, 2) + half_up(0.25**2, 2)
    assert abs(typed - (0.35**2 + 0.25**2)) > 4e-3
    assert roundings(both, names).explains(typed, 3, surely=True) == 2
    assert roundings("min(P)", pair(0.3, 0.7)).explains(0.3, None) is not None
    apart = half_up((0.62 + 0.71) / 2, 2) - half_up((0.35 + 0.75) / 2, 2)
    assert roundings("abs((a + b) / 2 - (f + g) / 2)", names).explains(apart, 3, surely=True) == 2


def test_what_no_rounding_gives_is_not_explained():
    """Another direction, another unit, or a number at random is no rounding."""
    found = roundings(RIGHT["kl"], pair(0.5, 0.9))
    for wrong in (0.531, 0.511, 1.737, 0.8, 0.7, -0.737):
        assert found.explains(wrong, 3) is None


def test_more_decimals_lead_nearer():
    """What four decimals can do lies within what two can do."""
    found = roundings(RIGHT["cross-entropy"], pair(0.35, 0.85))
    widths = [np.ptp(found.results[found.decimals >= kept]) for kept in (2, 3, 4)]
    assert widths[0] > widths[1] > widths[2] > 0


def test_the_habits_are_many_and_differ():
    """Each kind of step is rounded alone and with others, by each way, and some mix their decimals."""
    habits = all_habits()
    assert len(habits) > 400
    assert habits.mixed.sum() > 100
    alone = [
        kind for kind in KINDS if any(sum(habits.rounds[one][i] for one in KINDS) == 1 for i in range(len(habits)))
    ]
    assert alone == list(KINDS)


def test_rounded_surprises_are_told_what_happened(make_numeric):
    """0.3 · 1.737 + 0.7 · 0.515 = 0.8816: typed as 0.882 it is not wrong, not counted, and shown with more digits."""
    check = make_numeric(
        "wrong-sign", old='asks = "kl"', new='asks = "cross-entropy"', names={"P": [0.3, 0.7], "Q": [0.3, 0.7]}
    )
    outcome = grade(check, 0, "0.882")
    assert outcome.verdict is Verdict.ROUNDED_EARLY
    assert not outcome.counts
    assert outcome.misconception is None
    assert "rounded to 3 decimals" in outcome.feedback_html
    assert "1.736966" in outcome.feedback_html
    assert "0.514573" in outcome.feedback_html
    assert "0.881" not in outcome.feedback_html
    assert grade(check, 0, "0.3*1.737 + 0.7*0.515").verdict is Verdict.RIGHT
    assert grade(check, 0, "0.950").verdict is Verdict.WRONG


def test_no_slip_is_named_where_rounding_leads_to_the_same_number(all_checks):
    """On no numbers that are asked does a consistent rounding give the number of a slip."""
    for check in (one for one in all_checks if one.authored.front.kind == "numeric"):
        for seed in range(4):
            case = numeric_case(check, seed)
            for slip in case.mistakes:
                for value in slip.values:
                    if math.isfinite(value) and math.isfinite(case.truth):
                        scale = 10**case.decimals
                        for typed in (round(value * scale) / scale, math.trunc(value * scale) / scale):
                            found = roundings_of(case).explains(typed, case.decimals, surely=True)
                            assert found is None, (check.id, seed)
