"""Learner text to a graded outcome with its feedback; pure."""

from app.checks.check import Check, course_checks, lesson_checks
from app.checks.grade import grade, judge
from app.checks.outcome import Outcome, Verdict
from app.checks.present import (
    PresentedCheck,
    PresentedOption,
    PresentedProgram,
    PresentedStep,
    present,
    program_of,
    prompt,
)

__all__ = [
    "Check",
    "Outcome",
    "PresentedCheck",
    "PresentedOption",
    "PresentedProgram",
    "PresentedStep",
    "Verdict",
    "course_checks",
    "grade",
    "judge",
    "lesson_checks",
    "present",
    "program_of",
    "prompt",
]
