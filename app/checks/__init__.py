"""Learner text to a graded outcome with its feedback; pure."""

from app.checks.check import Check, course_checks
from app.checks.grade import grade
from app.checks.outcome import Outcome, Verdict
from app.checks.present import PresentedCheck, PresentedOption, present, prompt

__all__ = [
    "Check",
    "Outcome",
    "PresentedCheck",
    "PresentedOption",
    "Verdict",
    "course_checks",
    "grade",
    "present",
    "prompt",
]
