"""What is wrong in a lesson's files, said so that its author can repair it."""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault: where it is, what the rule is, and what to do.

    Parameters
    ----------
    file
        The path, as a message shows it.
    line
        The line, counted from 1; 0 where no line can be named.
    rule
        What was found and what is allowed.
    repair
        What the author does about it.
    """

    file: str
    line: int
    rule: str
    repair: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.rule}; {self.repair}"


class ContentError(ValueError):
    """Faults in the course's files, all that were found together.

    Examples
    --------
    >>> error = ContentError.at("lessons/x/lesson.md", 3, "minutes: missing", "add it")
    >>> str(error)
    'lessons/x/lesson.md:3: minutes: missing; add it'
    """

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, file: PurePath | str, line: int, rule: str, repair: str) -> "ContentError":
        """Return the error for a single fault at a place."""
        return cls(Problem(str(file), line, rule, repair))


@dataclass(frozen=True, slots=True)
class Place:
    """A file and a line in it, carried along so that a fault found later can name where it was written."""

    file: str
    line: int = 0

    def error(self, rule: str, repair: str) -> ContentError:
        """Return the error for a fault here."""
        return ContentError.at(self.file, self.line, rule, repair)
