"""The numbers that a question, its hints and its solution print are good enough to work with."""

import re
from itertools import pairwise

import pytest

from app.checks.numeric import numeric_case
from app.checks.present import SPARE as SOLUTION
from app.content.language.expression import evaluate
from app.content.language.insertion import INSERTION, fill_tex, insertion_text
from app.content.language.values import Quantity
from app.figure.arithmetic import CalculationError, work_out
from app.kernel import Normal, Pmf
from tests.shipped import ALL_CHECKS, COURSE

#: With three decimals more than asked, what is rounded off hardly ever moves an answer across a rounding edge. A hint
#: is one way among several, and stays easier to read with two, and so does a solution.
SPARE = {"prompt": 3, "hints": 2, "step": 2, "solution": 2}
BAR = re.compile(r" \\?\| ")  # in a table's cell it is written \|
MATHS = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


def printed(inside, names):
    """Return each number of a reference in a prompt: its value, and how far the printed one is from it."""
    expression, *filters = BAR.split(inside)
    value = evaluate(expression, names)
    if isinstance(value, Normal):
        return [printed(f"{part}({expression})", names)[0] for part in ("mean", "sd")]
    assert isinstance(value, Pmf | Quantity), inside
    numbers = [float(share) for share in value.probabilities] if isinstance(value, Pmf) else [value.value]
    text = insertion_text(inside, names).replace("−", "-").replace("∞", "inf")
    words = re.sub(r"[%,()]", "", text).split()
    shown = [float(word) for word in words if word.strip("+-")[0].isdigit() or word == "inf"]
    scale = 100 if any(one.startswith("percent") for one in filters) else 1
    return [
        (number, 0.0 if read == number else abs(read / scale - number))
        for number, read in zip(numbers, shown, strict=True)
    ]


def too_coarse(case, check, seed, part):
    """Return what a part of a numeric check prints with too few digits, for the numbers of a seed."""
    room = 0.5 * 10.0 ** -(case.decimals + SPARE[part]) + 1e-12
    text, names = text_of(case, check, part)
    return [
        (check.id, seed, inside, value)
        for inside in {match["inside"] for match in INSERTION.finditer(text)}
        if BAR.split(inside)[0] != "answer"
        for value, missing in printed(inside, names)
        if missing > room
    ]


def numeric(lesson):
    """Return the numeric checks of a lesson."""
    return [check for check in ALL_CHECKS[lesson.id].values() if check.authored.front.kind == "numeric"]


def text_of(case, check, part):
    """Return the text of a part, and the names with which it is shown."""
    front = check.authored.front
    steps = "\n".join(step.work for step in front.step)
    text = {"prompt": front.prompt, "hints": "\n".join(front.hints), "step": steps, "solution": front.solution}[part]
    return text, case.names.with_spare(SOLUTION) if part in {"step", "solution"} else case.names


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_what_a_question_prints_is_exact_or_has_decimals_to_spare(lesson):
    """An answer worked out from the printed numbers is not refused because these were rounded."""
    cases = [(numeric_case(check, seed), check, seed) for check in numeric(lesson) for seed in range(15)]
    assert [fault for case in cases for part in SPARE for fault in too_coarse(*case, part)] == []


@pytest.mark.parametrize(("form", "coarse"), [("", True), (" | digits 5", True), (" | digits 6", False)])
def test_a_rounded_entropy_is_found(make_numeric, form, coarse):
    """A derived number that is printed with fewer than three decimals to spare is reported."""
    prompt = f"The truth is {{{{ P | labelled }}}}, its entropy {{{{ entropy(P){form} }}}}."
    check = make_numeric("wrong-sign", old="The truth is {{ P | labelled }}.", new=prompt)
    assert any(too_coarse(numeric_case(check, seed), check, seed, "prompt") for seed in range(1, 10)) == coarse


def equations(case, check, part):
    """Yield each equation that a part prints: its TeX, what its two sides come to, and the decimals of the second."""
    text, names = text_of(case, check, part)
    for display, inline in MATHS.findall(text):
        for row in re.split(r"\\\\", fill_tex(display or inline, names)):
            sides = [plain(side) for side in row.replace("&", "").replace(r"\begin{aligned}", "").split("=")]
            for left, right in pairwise(sides):
                worked = [worked_out(left), worked_out(right)]
                if None not in worked and worked[1].decimals is not None:
                    yield row, worked[0].value, worked[1].value, worked[1].decimals


def plain(tex):
    """Return TeX as it would be typed."""
    tex = re.sub(r"\\text\{[^}]*\}|\\bits|\\nats|\\quad|\\ |\\left|\\right|\\end\{aligned\}", " ", tex)
    for _ in range(4):
        tex = re.sub(r"\\t?frac ?(\{(?:[^{}]|\{[^{}]*\})*\}) ?(\{(?:[^{}]|\{[^{}]*\})*\})", r"(\1/\2)", tex)
    for old, new in ((r"\cdot", "*"), (r"\log_2", "log2"), (r"\ln", "ln"), ("{", "("), ("}", ")")):
        tex = tex.replace(old, new)
    return " ".join(tex.split())


def worked_out(text):
    """Return what a calculation comes to; None if it is none, or has more in it than numbers."""
    try:
        worked = work_out(text)
    except CalculationError:
        return None
    return worked[0] if worked and not worked[1] else None


@pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)
def test_printed_sums_are_true(lesson):
    """Whoever works an equation out with the numbers that stand in it gets what stands behind the equals sign."""
    for check in numeric(lesson):
        for seed in range(30):
            case = numeric_case(check, seed)
            for part in SPARE:
                for row, left, right, decimals in equations(case, check, part):
                    # The last digits that are shown were rounded, too.
                    room = 0.5 * 10.0**-decimals * 1.05 + 1e-9
                    assert abs(left - right) <= room, (check.id, seed, part, row, left, right)


@pytest.mark.parametrize(("part", "fewest"), [("hints", 3), ("step", 1), ("solution", 31)])
def test_there_are_sums_to_be_held(part, fewest):
    """So many questions print one: what is held above is not held of nothing."""
    questions = [check for lesson in COURSE.lessons for check in numeric(lesson)]
    assert sum(any(equations(numeric_case(check, 1), check, part)) for check in questions) >= fewest


def test_a_sum_of_three_decimals_is_found_out(make_numeric):
    """A sum that does not come to what stands behind it is seen."""
    solution = (
        "$0.5 \\\\cdot {{ surprisal(0.5) | digits 2 }} + 0.5 \\\\cdot {{ surprisal(P[1]) | digits 2 }} = {{ sd }}$"
    )
    check = make_numeric("wrong-sign", old="It is {{ answer }}.", new=solution.replace("{{ sd }}", "{{ kl(P, Q) }}"))
    found = list(equations(numeric_case(check, 0), check, "solution"))
    assert found
    assert abs(found[0][1] - found[0][2]) > 1e-3
