"""What a page carries to grade a question by itself; the twin of `app.checks` is `static/js/alone/grade.js`."""

from __future__ import annotations

from typing import Any

from app.checks import Check, present
from app.checks.choice import choice_case
from app.checks.grade_choice import feedback_of
from app.checks.grade_numeric import sayings, slips_of
from app.checks.numeric import numeric_case
from app.ui.widget import json_number


def grading(check: Check, seed: int) -> dict[str, Any]:
    """Return all that decides what an answer is, on the numbers of a seed; infinite numbers as text."""
    kind = check.authored.front.kind
    if kind != "numeric":
        return {"kind": kind, "right": sorted(choice_case(check, seed).right), "options": feedback_of(check, seed)}
    case = numeric_case(check, seed)
    return {
        "kind": kind,
        "truth": json_number(case.truth),
        "decimals": case.decimals,
        "unit": case.unit,
        "converts": case.converts,
        "slips": [
            {"values": [json_number(value) for value in values], "html": said} for values, said in slips_of(check, seed)
        ],
        "says": sayings(check, seed),
    }


def numbers(check: Check, seed: int, html: str) -> dict[str, Any]:
    """Return a question with some numbers: as nobody has touched it, its hints, its solution, its grading."""
    shown = present(check, seed)
    return {
        "html": html,
        "hints": [str(hint) for hint in shown.hints_html],
        "solution": str(shown.solution_html),
        "grading": grading(check, seed),
    }
