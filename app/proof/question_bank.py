"""The questions of a course as a whole: what can be measured of them; for `check-lessons`."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from markupsafe import Markup

from app.checks import Check, present
from app.checks.choice import choice_case
from app.checks.misconceptions import RIGHT
from app.checks.numeric import numeric_case
from app.content import ContentError, Course, Lesson, Problem
from app.content.language.expression import parse_expression
from app.content.source.schema import NumericFront

#: Of so many single choices the right option may be the longest; with four options one guesses a quarter of them.
MOST_LONGEST = 1 / 2
#: Of fewer questions than this chance alone makes so many.
FEW = 10
#: Two questions with so much of their words in common ask the same.
ALIKE = 0.6
_TAG = re.compile(r"<[^>]+>")
_NUMBER = re.compile(r"(?<![\d.])\d+\.\d{2,}(?![\d.])")
_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True)
class Bank:
    """What was measured.

    Parameters
    ----------
    single
        How many single choices there are.
    longest
        The names of those whose right option is longer than all others.
    chance
        How many would be, were length and truth independent.
    repeated
        Name of a question -> the numbers of its answer that stand in the text of its lesson.
    alike
        Groups of questions that ask the same, each with what they have in common.
    """

    single: int
    longest: tuple[str, ...]
    chance: float
    repeated: Mapping[str, tuple[str, ...]]
    alike: tuple[tuple[str, tuple[str, ...]], ...]

    def lines(self) -> list[str]:
        """Return the measures as lines of text."""
        right = f"the longest option is right in {len(self.longest)} of {self.single} single choices"
        lines = [f"{right} (by chance {self.chance:.0f}): {', '.join(self.longest) or 'none'}"]
        lines += [f"the answer of {name} stands in its lesson: {', '.join(it)}" for name, it in self.repeated.items()]
        lines += [f"asked {len(names)} times ({what}): {', '.join(names)}" for what, names in self.alike]
        return lines


def measure(course: Course, checks: Mapping[str, Mapping[str, Check]]) -> tuple[Bank, list[Problem]]:
    """Return the measures of a bank, and where they break a rule."""
    named = {f"{lesson.number}/{name}": check for lesson in course.lessons for name, check in checks[lesson.id].items()}
    usable = {name: check for name, check in named.items() if _is_whole(check)}
    single = {name: check for name, check in usable.items() if check.authored.front.kind == "single"}
    longest = tuple(name for name, check in single.items() if _right_is_longest(check))
    texts = {lesson.id: _numbers_of(lesson) for lesson in course.lessons}
    repeated = {name: shared for name, check in usable.items() if (shared := _repeats(check, texts[check.lesson_id]))}
    bank = Bank(
        single=len(single),
        longest=longest,
        chance=sum(1 / len(present(check).options) for check in single.values()),
        repeated=repeated,
        alike=(*_same_calculation(usable), *_same_words(usable)),
    )
    return bank, list(_problems(bank))


def _problems(bank: Bank) -> Iterator[Problem]:
    if len(bank.longest) > MOST_LONGEST * max(bank.single, FEW):
        rule = f"the longest option is right in {len(bank.longest)} of {bank.single} single choices"
        yield Problem("course.toml", 0, rule, "shorten some right options, or give wrong ones their reasons")


def _is_whole(check: Check) -> bool:
    try:
        present(check)
    except ContentError:
        return False  # reported where it is executed
    return True


def _right_is_longest(check: Check) -> bool:
    right = choice_case(check, 0).right
    lengths = {option.id: len(_plain(option.html)) for option in present(check).options}
    return max(lengths.values()) > max((size for name, size in lengths.items() if name not in right), default=0)


def _plain(html: str) -> str:
    return " ".join(Markup(_TAG.sub("", html)).unescape().split())  # noqa: S704 - only measured


def _numbers_of(lesson: Lesson) -> frozenset[str]:
    return frozenset(_NUMBER.findall(" ".join(_plain(part) for part in lesson.body if isinstance(part, Markup))))


def _repeats(check: Check, numbers: frozenset[str]) -> tuple[str, ...]:
    """Return the answer of a question that its lesson asks, if the text gives it; of a choice its right options'."""
    if check.authored.front.review_only:
        return ()
    if isinstance(check.authored.front, NumericFront):
        case = numeric_case(check, 0)
        return tuple({f"{case.truth:.{digits}f}" for digits in (case.decimals, 3)} & numbers)
    right = choice_case(check, 0).right
    shown = " ".join(_plain(option.html) for option in present(check).options if option.id in right)
    return tuple(sorted(set(_NUMBER.findall(shown)) & numbers))


def _same_calculation(checks: Mapping[str, Check]) -> Iterator[tuple[str, tuple[str, ...]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, check in checks.items():
        front = check.authored.front
        if isinstance(front, NumericFront):
            groups[calculation(front.answer or RIGHT[front.asks or "kl"])].append(name)
    return ((what, tuple(names)) for what, names in groups.items() if len(names) > 2 and "(" in what)


def calculation(expression: str) -> str:
    """Return an expression with its quantities numbered as they come, and without units."""
    names: dict[str, str] = {}

    class Plain(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.AST:
            if isinstance(node.func, ast.Name) and node.func.id in {"bits", "nats", "bare"}:
                return self.visit(node.args[0])  # type: ignore[no-any-return]
            return ast.Call(func=node.func, args=[self.visit(argument) for argument in node.args], keywords=[])

        def visit_Name(self, node: ast.Name) -> ast.AST:
            return ast.Name(id=names.setdefault(node.id, "PQRSTUVW"[len(names) % 8]), ctx=ast.Load())

        def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
            whole = ast.unparse(node) if isinstance(node.value, ast.Name) else ""
            if whole:
                return ast.Name(id=names.setdefault(whole, "PQRSTUVW"[len(names) % 8]), ctx=ast.Load())
            return self.generic_visit(node)

    tree = Plain().visit(ast.parse(ast.unparse(parse_expression(expression)), mode="eval").body)
    return ast.unparse(tree)


def _same_words(checks: Mapping[str, Check]) -> Iterator[tuple[str, tuple[str, ...]]]:
    words = {name: frozenset(_WORD.findall(check.authored.front.prompt.lower())) for name, check in checks.items()}
    for one, other in combinations(words, 2):
        common, either = words[one] & words[other], words[one] | words[other]
        if len(common) > 3 and len(common) >= ALIKE * len(either):
            yield "nearly the same words", (one, other)
