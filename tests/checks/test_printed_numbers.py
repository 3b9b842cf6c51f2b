"""The numbers that a question prints are good enough to work with."""

import pytest

from app.checks.numeric import numeric_case
from app.content.expression import evaluate
from app.content.reference import REFERENCE, reference_text
from app.content.values import Quantity
from app.kernel import Normal, Pmf

#: With three decimals more than asked, what is rounded off moves the answer across a rounding edge once in a thousand.
SPARE = 3


def printed(inside, names):
    """Return each number of a reference in a prompt: its value, and how far the printed one is from it."""
    expression, *filters = inside.split(" | ")
    value = evaluate(expression, names)
    if isinstance(value, Normal):
        return [printed(f"{part}({expression})", names)[0] for part in ("mean", "sd")]
    assert isinstance(value, Pmf | Quantity), inside
    numbers = [float(share) for share in value.probabilities] if isinstance(value, Pmf) else [value.value]
    words = reference_text(inside, names).replace("−", "-").replace("%", "").replace(",", "").split()
    shown = [float(word) for word in words if word.strip("-")[0].isdigit()]
    scale = 100 if any(one.startswith("percent") for one in filters) else 1
    return [(number, abs(read / scale - number)) for number, read in zip(numbers, shown, strict=True)]


def too_coarse(check, seed):
    """Return what a numeric check prints with too few digits, for the numbers of a seed."""
    case = numeric_case(check, seed)
    room = 0.5 * 10.0 ** -(case.decimals + SPARE) + 1e-12
    return [
        (check.id, seed, inside, value)
        for inside in {match["inside"] for match in REFERENCE.finditer(check.written.front.prompt)}
        for value, missing in printed(inside, case.names)
        if missing > room
    ]


def test_what_a_prompt_prints_is_exact_or_has_decimals_to_spare(all_checks):
    """An answer worked out from the printed numbers is not refused because these were rounded."""
    numeric = [check for check in all_checks if check.written.front.kind == "numeric"]
    assert [fault for check in numeric for seed in range(25) for fault in too_coarse(check, seed)] == []


@pytest.mark.parametrize(("form", "coarse"), [("", True), (" | digits 5", True), (" | digits 6", False)])
def test_a_rounded_entropy_is_found(make_numeric, form, coarse):
    """A derived number that is printed with fewer than three decimals to spare is reported."""
    prompt = f"The truth is {{{{ P | labelled }}}}, its entropy {{{{ entropy(P){form} }}}}."
    check = make_numeric("wrong-sign", old="The truth is {{ P | labelled }}.", new=prompt)
    assert any(too_coarse(check, seed) for seed in range(1, 10)) == coarse
