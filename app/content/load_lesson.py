"""One lesson's folder to a Lesson."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.content.folder_reader import FolderReader
from app.content.glossary import Term
from app.content.lesson import Lesson, Slot, Widget
from app.content.markdown import write
from app.content.names import Names
from app.content.playground import Playground, read_playground
from app.content.problem import ContentError, Place, Problem
from app.content.schema import ChecksFront, LessonFront
from app.content.source import name_of, read_source
from app.content.toml_file import Lines, read_toml
from app.content.written_check import WrittenCheck
from app.kernel import Normal, NormalMixture, Pmf

LESSON_FILES = ("lesson.md", "checks.toml", "claims.toml")
_FOLDER = re.compile(r"^(\d\d)-[a-z0-9]+(-[a-z0-9]+)*$")


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


class _Reader(FolderReader):
    """Reads the three files of a lesson."""

    def __init__(self, root: Path, folder: str, glossary: Mapping[str, Term]) -> None:
        super().__init__(root, folder, "lesson.md", glossary)

    def lesson(self, number: int) -> Lesson:
        matter, text, body_line = self._halves()
        front, lines = read_toml(matter, LessonFront, self._file, first=2)
        names = self._names(front.quantities, Names({}, front.unit), self._file, lines, ())
        checks = self._gather(self._checks) or {}
        claims = self._gather(lambda: self._claims(names)) or {}
        written = self._gather(lambda: write(text, self._writing(names, Place(self._file, body_line))))
        question = self._short(front.question, names, Place(self._file, lines.of(("question",))))
        learn = [self._short(one, names, Place(self._file, lines.of(("learn",)))) for one in front.learn]
        playgrounds: dict[str, Playground] = {}
        widgets = {
            name: Widget(name, widget.kind, _options(widget.model_extra or {}, names))
            for name, widget in front.widgets.items()
        }
        if written is not None:
            slots = [part for part in written.parts if isinstance(part, Slot)]
            self._place_widgets(slots, widgets, lines)
            self._place_checks(slots, checks)
            playgrounds = self._playgrounds(slots, names)
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
            playgrounds=MappingProxyType(playgrounds),
            body=written.parts,
            sections=written.sections,
            uses=written.uses,
            folder=name_of(self._root, self._folder),
        )

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

    def _playgrounds(self, slots: Sequence[Slot], names: Names) -> dict[str, Playground]:
        playgrounds: dict[str, Playground] = {}
        for slot in slots:
            if slot.kind != "playground":
                continue
            if slot.ref in playgrounds:
                self._fault(self._file, slot.line, f"playground `{slot.ref}` stands here twice", "remove one")
            found = self._gather(partial(read_playground, self._root, self._folder, slot.ref, names))
            if found is not None:
                playgrounds[slot.ref] = found
        return playgrounds

    def _once(self, name: str, placed: Sequence[str], file: str, line: int, kind: str) -> None:
        count = placed.count(name)
        if count != 1:
            rule = f"{kind} `{name}` stands {count} times in the lesson, 1 wanted"
            self._fault(
                file, line, rule, f"put `::: {kind} {name}` where it belongs, once" if count == 0 else "remove one"
            )


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
