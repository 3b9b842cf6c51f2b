"""The numbers that a question and its hints print are good enough to work with."""

import pytest

from app.checks.numeric import numeric_case
from app.content.expression import evaluate
from app.content.reference import REFERENCE, reference_text
from app.content.values import Quantity
from app.kernel import Normal, Pmf

#: With three decimals more than asked, what is rounded off hardly ever moves an answer across a rounding edge. A hint
#: is one way among several, and stays easier to read with two.
SPARE = {"prompt": 3, "hints": 2}


def printed(inside, names):
    """Return each number of a reference in a prompt: its value, and how far the printed one is from it."""
    expression, *filters = inside.split(" | ")
    value = evaluate(expression, names)
    if isinstance(value, Normal):
        return [printed(f"{part}({expression})", names)[0] for part in ("mean", "sd")]
    assert isinstance(value, Pmf | Quantity), inside
    numbers = [float(share) for share in value.probabilities] if isinstance(value, Pmf) else [value.value]
    words = (
        reference_text(inside, names).replace("−", "-").replace("∞", "inf").replace("%", "").replace(",", "").split()
    )
    shown = [float(word) for word in words if word.strip("+-")[0].isdigit() or word == "inf"]
    scale = 100 if any(one.startswith("percent") for one in filters) else 1
    return [
        (number, 0.0 if read == number else abs(read / scale - number))
        for number, read in zip(numbers, shown, strict=True)
    ]


def too_coarse(check, seed, part):
    """Return what a numeric check prints with too few digits in its prompt or its hints, for the numbers of a seed."""
    case = numeric_case(check, seed)
    room = 0.5 * 10.0 ** -(case.decimals + SPARE[part]) + 1e-12
    front = check.written.front
    text = front.prompt if part == "prompt" else "\n".join(front.hints)
    return [
        (check.id, seed, inside, value)
        for inside in {match["inside"] for match in REFERENCE.finditer(text)}
        for value, missing in printed(inside, case.names)
        if missing > room
    ]


@pytest.mark.parametrize("part", SPARE)
def test_what_a_question_prints_is_exact_or_has_decimals_to_spare(all_checks, part):
    """An answer worked out from the printed numbers is not refused because these were rounded."""
    numeric = [check for check in all_checks if check.written.front.kind == "numeric"]
    assert [fault for check in numeric for seed in range(15) for fault in too_coarse(check, seed, part)] == []


@pytest.mark.parametrize(("form", "coarse"), [("", True), (" | digits 5", True), (" | digits 6", False)])
def test_a_rounded_entropy_is_found(make_numeric, form, coarse):
    """A derived number that is printed with fewer than three decimals to spare is reported."""
    prompt = f"The truth is {{{{ P | labelled }}}}, its entropy {{{{ entropy(P){form} }}}}."
    check = make_numeric("wrong-sign", old="The truth is {{ P | labelled }}.", new=prompt)
    assert any(too_coarse(check, seed, "prompt") for seed in range(1, 10)) == coarse
