"""A TOML file against its model; a fault names its line, the rule and the repair."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.content.source.problem import ContentError, Problem

Key = str | int
Path = tuple[Key, ...]
Model = TypeVar("Model", bound=BaseModel)
_HEADER = re.compile(r"^\s*\[(?P<array>\[)?\s*(?P<name>[^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""^\s*(?P<name>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


class Lines:
    r"""Where each key of a TOML text stands.

    Examples
    --------
    >>> Lines('title = "x"\n[[check]]\nid = "a"').of(("check", 0, "id"))
    3
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._first = first
        self._at: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        closing = ""
        for number, line in enumerate(text.splitlines(), first):
            if closing:
                closing = "" if closing in line else closing
                continue
            header, key = _HEADER.match(line), _KEY.match(line)
            if header:
                names = tuple(part.strip("\"'") for part in _PART.findall(header["name"]))
                table = self._table(names, counts, is_array=bool(header["array"]))
                self._at.setdefault(table, number)
            elif key:
                names = tuple(part.strip("\"'") for part in _PART.findall(key["name"]))
                self._at.setdefault((*table, *names), number)
                closing = next((q for q in ('"""', "'''") if line.count(q) == 1), "")

    def of(self, path: Sequence[Key]) -> int:
        """Return the line of a key, or of the nearest thing around it."""
        for end in range(len(path), 0, -1):
            if tuple(path[:end]) in self._at:
                return self._at[tuple(path[:end])]
        return self._first

    def _table(self, names: tuple[str, ...], counts: dict[Path, int], *, is_array: bool) -> Path:
        path: Path = ()
        for position, name in enumerate(names):
            path = (*path, name)
            if position == len(names) - 1 and is_array:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path


def read_toml(text: str, model: type[Model], file: str, first: int = 1) -> tuple[Model, Lines]:
    """Return a TOML text as its model, and where its keys stand.

    Parameters
    ----------
    text
        The text.
    model
        What it may hold.
    file
        The path for messages.
    first
        The line of the file on which the text begins.

    Raises
    ------
    ContentError
        With every fault that was found.
    """
    data = _toml(text, file, first)
    lines = Lines(text, first)
    try:
        return model.model_validate(data), lines
    except ValidationError as error:
        raise ContentError(*(_problem(fault, data, file, lines) for fault in error.errors())) from error


def read_tables(text: str, model: type[Model], file: str) -> tuple[dict[str, Model], Lines]:
    """Return a TOML text in which every table is one thing of the same model, by the table's name."""
    data = _toml(text, file, 1)
    lines = Lines(text)
    tables: dict[str, Model] = {}
    faults: list[Problem] = []
    for name, table in data.items():
        try:
            tables[name] = model.model_validate(table)
        except ValidationError as error:
            named = ({**fault, "loc": (name, *fault["loc"])} for fault in error.errors())
            faults.extend(_problem(fault, data, file, lines) for fault in named)
    if faults:
        raise ContentError(*faults)
    return tables, lines


def _toml(text: str, file: str, first: int) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        line = int(where[1]) + first - 1 if where else first
        raise ContentError.at(file, line, f"no valid TOML: {error}", "correct the line (or the one above)") from error


# One return for each kind of fault reads as a table.
def _problem(fault: Mapping[str, Any], data: Any, file: str, lines: Lines) -> Problem:  # noqa: PLR0911
    path = _path_in(fault["loc"], data)
    name = ".".join(part for part in path if isinstance(part, str)) or "the file"
    short = next((part for part in reversed(path) if isinstance(part, str)), "the file")
    context = fault.get("ctx") or {}
    line = lines.of(path)
    match fault["type"]:
        case "missing":
            return Problem(file, line, f"{name}: missing", f"add `{short} = …`")
        case "extra_forbidden":
            return Problem(file, line, f"{name}: unknown key", "remove it, or correct its spelling")
        case "too_long":
            given, most = context["actual_length"], context["max_length"]
            extra = "one" if given - most == 1 else f"{given - most}"
            return Problem(file, line, f"{short}: {given} given, at most {most} allowed", f"remove {extra}")
        case "too_short":
            given, fewest = context["actual_length"], context["min_length"]
            return Problem(file, line, f"{short}: {given} given, at least {fewest} needed", "add what is missing")
        case "union_tag_invalid" | "union_tag_not_found":
            return Problem(file, line, f"{name}: kind must be numeric, single or several", 'write kind = "numeric"')
        case "string_pattern_mismatch":
            rule = f"{name}: {fault['input']!r} is no id"
            return Problem(file, line, rule, "use small letters, digits and hyphens (a kind: underscores)")
    return Problem(file, line, f"{name}: {fault['msg'][:1].lower()}{fault['msg'][1:]}", "correct the value")


def _path_in(loc: Sequence[Key], data: Any) -> Path:
    """Leave out what pydantic adds to a path: the names of union members and of key checks."""
    path: list[Key] = []
    here = data
    for position, part in enumerate(loc):
        if _has(here, part):
            here = here[part]
        elif position == len(loc) - 1 and isinstance(here, Mapping) and part != "[key]":
            here = None
        else:
            continue
        path.append(part)
    return tuple(path)


def _has(here: Any, part: Key) -> bool:
    if isinstance(part, str):
        return isinstance(here, Mapping) and part in here
    return isinstance(here, list) and part < len(here)
