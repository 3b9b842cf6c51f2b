"""One lesson's folder to a Lesson."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from markupsafe import Markup

from app.content.claims import Claim
from app.content.glossary import Term
from app.content.lesson import Lesson, Slot, Widget
from app.content.markdown import fragment, write
from app.content.names import Names
from app.content.problem import ContentError, Place, Problem
from app.content.quantities import read_quantities
from app.content.schema import ChecksFront, ClaimFront, ClaimsFront, LessonFront
from app.content.source import name_of, read_source
from app.content.toml_file import Lines, read_toml
from app.content.values import ExpressionError
from app.content.writing import Writing
from app.content.written_check import WrittenCheck
from app.kernel import Normal, NormalMixture, Pmf

LESSON_FILES = ("lesson.md", "checks.toml", "claims.toml")
_FOLDER = re.compile(r"^(\d\d)-[a-z0-9]+(-[a-z0-9]+)*$")
_FRONT_MATTER = re.compile(r"\A\+\+\+\n(?P<toml>.*?\n)\+\+\+\n", re.DOTALL)
Found = TypeVar("Found")


def load_lesson(root: Path, folder: str, glossary: Mapping[str, Term], named_at: Place) -> Lesson:
    """Return one lesson.

    Parameters
    ----------
    root
        The course's folder.
    folder
        The lesson's folder in it, such as `02-wrong-dictionary`.
    glossary
        The words that the lesson may use.
    named_at
        Where the course names the folder.

    Raises
    ------
    ContentError
        With every fault in its files.
    """
    numbered = _FOLDER.match(folder)
    if numbered is None:
        raise named_at.error(f"lessons: `{folder}` is no lesson's folder", "call it like 02-wrong-dictionary")
    return _Reader(root, folder, glossary).lesson(int(numbered[1]))


class _Reader:
    """Reads the three files of a lesson, and goes on after a fault so that all are found together."""

    def __init__(self, root: Path, folder: str, glossary: Mapping[str, Term]) -> None:
        self._root, self._folder, self._glossary = root, folder, glossary
        self._file = name_of(root, f"{folder}/lesson.md")
        self._faults: list[Problem] = []

    def lesson(self, number: int) -> Lesson:
        text = read_source(self._root, f"{self._folder}/lesson.md")
        matter = _FRONT_MATTER.match(text)
        if matter is None:
            raise ContentError.at(self._file, 1, "no front matter", "begin with TOML between two lines `+++`")
        front, lines = read_toml(matter["toml"], LessonFront, self._file, first=2)
        names = self._names(front.quantities, Names({}, front.unit), self._file, lines, ())
        checks = self._gather(self._checks) or {}
        claims = self._gather(lambda: self._claims(names)) or {}
        body_line = matter[0].count("\n") + 1
        written = self._gather(lambda: write(text[matter.end() :], self._writing(names, Place(self._file, body_line))))
        question = self._short(front.question, names, Place(self._file, lines.of(("question",))))
        learn = [self._short(one, names, Place(self._file, lines.of(("learn",)))) for one in front.learn]
        widgets = {
            name: Widget(name, widget.kind, _options(widget.model_extra or {}, names))
            for name, widget in front.widgets.items()
        }
        if written is not None:
            slots = [part for part in written.parts if isinstance(part, Slot)]
            self._place_widgets(slots, widgets, lines)
            self._place_checks(slots, checks)
        if self._faults or written is None:
            raise ContentError(*self._faults)
        return Lesson(
            id=front.id,
            number=number,
            title=front.title,
            question=question,
            minutes=front.minutes,
            learn=tuple(learn),
            needs=front.needs,
            unit=front.unit,
            names=names,
            widgets=MappingProxyType(widgets),
            checks=MappingProxyType(checks),
            claims=MappingProxyType(claims),
            body=written.parts,
            sections=written.sections,
            folder=name_of(self._root, self._folder),
        )

    def _gather(self, read: Callable[[], Found]) -> Found | None:
        try:
            return read()
        except ContentError as error:
            self._faults.extend(error.problems)
            return None

    def _writing(self, names: Names, place: Place) -> Writing:
        return Writing(names, self._glossary, place)

    def _short(self, text: str, names: Names, place: Place) -> Markup:
        return self._gather(lambda: fragment(text, self._writing(names, place), inline=True)) or Markup()

    def _names(
        self, table: Mapping[str, object], known: Names, file: str, lines: Lines, path: Sequence[str | int]
    ) -> Names:
        for name, written in table.items():
            try:
                known = read_quantities({name: written}, known)
            except ExpressionError as error:
                line = lines.of((*path, "quantities", name))
                self._faults.append(Problem(file, line, f"quantities.{error.rule}", error.repair))
        return known

    def _checks(self) -> dict[str, WrittenCheck]:
        file = name_of(self._root, f"{self._folder}/checks.toml")
        front, lines = read_toml(read_source(self._root, f"{self._folder}/checks.toml"), ChecksFront, file)
        checks: dict[str, WrittenCheck] = {}
        for index, check in enumerate(front.check):
            written = WrittenCheck(check, file, lines, index)
            if check.id in checks:
                self._faults.append(
                    Problem(file, written.place("id").line, f"id: `{check.id}` is taken", "choose another")
                )
            checks[check.id] = written
        return checks

    def _claims(self, names: Names) -> dict[str, Claim]:
        file = name_of(self._root, f"{self._folder}/claims.toml")
        front, lines = read_toml(read_source(self._root, f"{self._folder}/claims.toml"), ClaimsFront, file)
        claims: dict[str, Claim] = {}
        for index, claim in enumerate(front.claim):
            place = Place(file, lines.of(("claim", index)))
            if claim.id in claims:
                self._faults.append(Problem(file, place.line, f"id: `{claim.id}` is taken", "choose another"))
            claims[claim.id] = self._claim(claim, names, lines, index, place)
        return claims

    def _claim(self, claim: ClaimFront, names: Names, lines: Lines, index: int, place: Place) -> Claim:
        own = self._names(claim.quantities, names, place.file, lines, ("claim", index))
        text = self._short(claim.text, own, Place(place.file, lines.of(("claim", index, "text"))))
        draws = MappingProxyType(dict(claim.draw))
        return Claim(claim.id, text, claim.source, claim.holds, own, draws, place)

    def _place_widgets(self, slots: Sequence[Slot], widgets: Mapping[str, Widget], lines: Lines) -> None:
        placed = [slot.ref for slot in slots if slot.kind == "widget"]
        for slot in slots:
            if slot.kind in {"widget", "live"} and slot.ref.partition(".")[0] not in widgets:
                known = ", ".join(widgets) or "none yet"
                rule = f"{slot.kind} `{slot.ref}`: no such widget"
                self._fault(
                    self._file, slot.line, rule, f"declare it as [widgets.…] in the front matter (known: {known})"
                )
        for name in widgets:
            self._once(name, placed, self._file, lines.of(("widgets", name)), "widget")

    def _place_checks(self, slots: Sequence[Slot], checks: Mapping[str, WrittenCheck]) -> None:
        placed = [slot.ref for slot in slots if slot.kind == "check"]
        for slot in slots:
            if slot.kind == "check" and slot.ref not in checks:
                known = ", ".join(checks) or "none yet"
                self._fault(
                    self._file,
                    slot.line,
                    f"check `{slot.ref}`: no such check",
                    f"add it to checks.toml (known: {known})",
                )
        for name, check in checks.items():
            if not check.front.review_only:
                self._once(name, placed, check.file, check.place("id").line, "check")

    def _once(self, name: str, placed: Sequence[str], file: str, line: int, kind: str) -> None:
        count = placed.count(name)
        if count != 1:
            rule = f"{kind} `{name}` stands {count} times in the lesson, 1 wanted"
            self._fault(
                file, line, rule, f"put `::: {kind} {name}` where it belongs, once" if count == 0 else "remove one"
            )

    def _fault(self, file: str, line: int, rule: str, repair: str) -> None:
        self._faults.append(Problem(file, line, rule, repair))


def _options(written: Mapping[str, Any], names: Names) -> Mapping[str, Any]:
    """Return a widget's options with `p = "P"` and `q = "Q"` replaced by the distributions of those names.

    A mixture becomes `weights`, `means` and `sds`; a normal becomes `mu` and `sigma`.
    """
    options = dict(written)
    for key in ("p", "q"):
        named = names.get(written[key]) if isinstance(written.get(key), str) else None
        if isinstance(named, Pmf):
            options[key] = named.probabilities.tolist()
            if named.labels is not None:
                options.setdefault("labels", list(named.labels))
        elif isinstance(named, NormalMixture):
            del options[key]
            options |= {"weights": list(named.weights), "means": list(named.means), "sds": list(named.sds)}
        elif isinstance(named, Normal):
            del options[key]
            options |= {"mu": named.mean, "sigma": named.sd}
    return MappingProxyType(options)
