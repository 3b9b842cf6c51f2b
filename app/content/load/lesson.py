"""One lesson's folder to a Lesson."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from app.content.course.authored_check import AuthoredCheck
from app.content.course.explanation import Explanation
from app.content.course.glossary import Term
from app.content.course.lesson import Lesson, Widget
from app.content.course.minutes import measured
from app.content.course.playground import Playground, read_playground
from app.content.course.scene import Scene
from app.content.course.slot import Slot
from app.content.language.names import Names
from app.content.language.series import read_series
from app.content.language.values import ExpressionError, UnitName
from app.content.load.folder_reader import FolderReader
from app.content.load.scenes import read_scenes
from app.content.prose.markdown import convert, fragment
from app.content.prose.text_context import TextContext
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.schema import ChecksFront, ExplainFront, LessonFront
from app.content.source.text_files import name_of, read_source
from app.content.source.toml_file import Lines, read_toml
from app.kernel import Normal, NormalMixture, Pmf

SCENES = "scenes.toml"
LESSON_FILES = ("lesson.md", "checks.toml", "claims.toml", SCENES)
RUNS = "runs.toml"
"""The file of a lesson that tells of real runs: rows of numbers, as a program beside the course has logged them."""
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
    """Reads the files of a lesson."""

    def __init__(self, root: Path, folder: str, glossary: Mapping[str, Term]) -> None:
        super().__init__(root, folder, "lesson.md", glossary)

    def lesson(self, number: int) -> Lesson:
        matter, text, body_line = self._halves()
        front, lines = read_toml(matter, LessonFront, self._file, first=2)
        known = self._gather(lambda: self._runs(front.unit)) or Names({}, front.unit)
        names = self._names(front.quantities, known, self._file, lines, ())
        checks, explanations = self._gather(lambda: self._questions(names)) or ({}, {})
        claims = self._gather(lambda: self._claims(names)) or {}
        written = self._gather(lambda: convert(text, self._context(names, Place(self._file, body_line))))
        question = self._short(front.question, names, Place(self._file, lines.of(("question",))))
        learn = [self._short(one, names, Place(self._file, lines.of(("learn",)))) for one in front.learn]
        playgrounds: dict[str, Playground] = {}
        widgets = {
            name: Widget(name, widget.kind, _options(widget.model_extra or {}, names))
            for name, widget in front.widgets.items()
        }
        picture = self._gather(lambda: tuple(_row(name, names, self._file, lines) for name in front.picture)) or ()
        if written is not None:
            slots = [part for part in written.parts if isinstance(part, Slot)]
            self._place_widgets(slots, widgets, lines)
            self._place_checks(slots, checks)
            self._place_explanations(slots, explanations)
            playgrounds = self._playgrounds(slots, names)
        scenes = self._gather(lambda: self._scenes(front.id, names, checks, widgets)) or ()
        if self._faults or written is None:
            raise ContentError(*self._faults)
        return Lesson(
            id=front.id,
            number=number,
            title=front.title,
            question=question,
            times=measured(written.parts, checks),
            learn=tuple(learn),
            needs=front.needs,
            part=front.part,
            final=front.final,
            picture=picture,
            unit=front.unit,
            names=names,
            widgets=MappingProxyType(widgets),
            checks=MappingProxyType(checks),
            explanations=MappingProxyType(explanations),
            claims=MappingProxyType(claims),
            playgrounds=MappingProxyType(playgrounds),
            body=written.parts,
            sections=written.sections,
            uses=written.uses,
            folder=name_of(self._root, self._folder),
            scenes=scenes,
        )

    def _runs(self, unit: UnitName) -> Names:
        """Return the rows of numbers in the file of runs, if the lesson has one."""
        if not (self._root / self._folder / RUNS).exists():
            return Names({}, unit)
        file = name_of(self._root, f"{self._folder}/{RUNS}")
        text = read_source(self._root, f"{self._folder}/{RUNS}")
        try:
            return Names({name: read_series(row) for name, row in tomllib.loads(text).items()}, unit)
        except tomllib.TOMLDecodeError as error:
            raise ContentError.at(file, 0, f"no TOML: {error}", "write it anew with its program") from error
        except ExpressionError as error:
            raise ContentError.at(file, 0, error.rule, error.repair) from error

    def _scenes(
        self, lesson: str, names: Names, checks: Mapping[str, AuthoredCheck], widgets: Mapping[str, Widget]
    ) -> tuple[Scene, ...]:
        if not (self._root / self._folder / SCENES).exists():
            return ()
        path = f"{self._folder}/{SCENES}"
        known = {"checks": checks, "widgets": {name: widget.options for name, widget in widgets.items()}}
        file = name_of(self._root, path)
        return read_scenes(read_source(self._root, path), file, lesson, names, known, glossary=self._glossary)

    def _questions(self, names: Names) -> tuple[dict[str, AuthoredCheck], dict[str, Explanation]]:
        file = name_of(self._root, f"{self._folder}/checks.toml")
        front, lines = read_toml(read_source(self._root, f"{self._folder}/checks.toml"), ChecksFront, file)
        checks: dict[str, AuthoredCheck] = {}
        for index, check in enumerate(front.check):
            written = AuthoredCheck(check, file, lines, index)
            if check.id in checks:
                self._faults.append(
                    Problem(file, written.place("id").line, f"id: `{check.id}` is taken", "choose another")
                )
            checks[check.id] = written
        explanations: dict[str, Explanation] = {}
        for index, explain in enumerate(front.explain):
            place = Place(file, lines.of(("explain", index)))
            if explain.id in checks or explain.id in explanations:
                self._fault(file, place.line, f"id: `{explain.id}` is taken", "choose another")
            found = self._gather(partial(self._explanation, explain, names, place))
            if found is not None:
                explanations[explain.id] = found
        return checks, explanations

    def _explanation(self, front: ExplainFront, names: Names, place: Place) -> Explanation:
        def shown(text: str, part: str, *, inline: bool = False) -> Markup:
            context = TextContext(names, self._glossary, place, prefix=f"{front.id}-{part}-")
            return fragment(text, context, inline=inline)

        return Explanation(
            id=front.id,
            prompt=shown(front.prompt, "prompt"),
            answer=shown(front.answer, "answer"),
            points=tuple(shown(text, f"point-{k}", inline=True) for k, text in enumerate(front.point)),
        )

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

    def _place_checks(self, slots: Sequence[Slot], checks: Mapping[str, AuthoredCheck]) -> None:
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

    def _place_explanations(self, slots: Sequence[Slot], explanations: Mapping[str, Explanation]) -> None:
        placed = [slot.ref for slot in slots if slot.kind == "explain"]
        for slot in slots:
            if slot.kind == "explain" and slot.ref not in explanations:
                rule = f"explain `{slot.ref}`: there is no such"
                self._fault(self._file, slot.line, rule, "add it to checks.toml as an [[explain]]")
        for name in explanations:
            self._once(name, placed, self._file.replace("lesson.md", "checks.toml"), 0, "explain")

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


def _row(name: str, names: Names, file: str, lines: Lines) -> tuple[float, ...]:
    """Return a row of numbers that the small picture draws."""
    row = names.get(name)
    if not isinstance(row, tuple) or len(row) < 2:
        raise ContentError.at(file, lines.of(("picture",)), f"picture: `{name}` is no row of numbers", "name a row")
    return tuple(one.value for one in row)
