"""What was found in a course, and how much of it was executed."""

from collections import Counter
from dataclasses import dataclass, field

from app.content import Problem
from app.proof.question_bank import Bank


@dataclass
class Report:
    """What was found: problems, and how much was executed."""

    problems: list[Problem] = field(default_factory=list)
    lessons: int = 0
    claims: int = 0
    checks: int = 0
    misconceptions: int = 0
    answers: int = 0
    playgrounds: int = 0
    calls: int = 0
    #: (form, unit) -> how many answers were typed in it.
    typed: Counter[tuple[str, str]] = field(default_factory=Counter)
    bank: Bank | None = None

    def add(self, part: "Report") -> None:
        """Count what was found in a part of the course, too."""
        self.problems.extend(part.problems)
        self.typed.update(part.typed)
        for name in ("claims", "checks", "misconceptions", "answers", "playgrounds"):
            setattr(self, name, getattr(self, name) + getattr(part, name))

    def __str__(self) -> str:
        measured = [*_table(self.typed), *(self.bank.lines() if self.bank else [])]
        return "\n".join([*measured, self.summary])

    @property
    def summary(self) -> str:
        """What was executed, and every problem."""
        counts = (
            f"{self.lessons} lessons, {self.claims} claims, {self.checks} checks, {self.misconceptions} misconceptions "
            f"reached, {self.answers} answers graded, {self.playgrounds} playgrounds run, "
            f"{self.calls} calls of the atlas judged"
        )
        if not self.problems:
            return f"{counts}: all is well"
        many = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        return "\n".join([*(str(problem) for problem in sorted(self.problems)), f"{counts}: {many}"])


def _table(typed: Counter[tuple[str, str]]) -> list[str]:
    if not typed:
        return []
    units = sorted({unit for _, unit in typed})
    forms = sorted({form for form, _ in typed})
    rows = [["answers given", *units], *([form, *(str(typed[form, unit] or "–") for unit in units)] for form in forms)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
