"""The programs that ask the libraries: `findings/atlas/libraries/<name>.py`, read without being run.

A program is Python in pieces. Its docstring says what the library is, in one sentence after its name. Below it stand
`# key: value` lines, the imports, and then one piece a call:

    # %% pairs: torch.nn.functional.kl_div
    F.kl_div(q.log(), p, reduction="sum")
    # instead zero-in-p, disjoint
    F.kl_div(q.log(), p.log(), reduction="sum", log_target=True)

The head of a piece names the questions (or groups of them) and then what is called; the value of its last line is the
answer. What follows `# instead` gives the right number where the call does not: for the questions named there, or for
all others. Options of one call stand in brackets at the end of its head: `[unit=bits]`, `[precision=float32]`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.atlas.questions import GROUPS, QUESTIONS

KEYS = {"requires", "alone", "unit", "precision", "convert", "python"}
_KEY = re.compile(r"^# (\w+): (.+)$")
_HEAD = re.compile(r"^# %% (?P<questions>[\w, -]+): (?P<how>.*?)(?: \[(?P<options>[\w=, ]+)\])?$")
_INSTEAD = re.compile(r"^# instead(?: (?P<questions>[\w, -]+))?$")


class ProgramError(ValueError):
    """A program is not written as the module says: the message names the file, the line and the rule."""


@dataclass(frozen=True)
class Call:
    """One call of a library, asked one question."""

    question: str
    how: str
    code: str
    instead: str | None
    unit: str
    precision: str


@dataclass(frozen=True)
class Program:
    """What is asked of one library.

    Parameters
    ----------
    id, name, about
        The file's name, the library's, and a sentence.
    requires
        Pinned packages as pip takes them; the first is the library itself, or "python" for the standard one.
    alone
        Packages to be installed without what they depend on: their own lines are run, and not the whole of them.
    convert
        The function that readers make its numbers with, such as `torch.tensor`; lists of numbers come in this form.
    imports
        The lines that stand before every call.
    calls
        In the order of the file.
    """

    id: str
    name: str
    about: str
    requires: tuple[str, ...]
    alone: tuple[str, ...]
    convert: str | None
    imports: str
    calls: tuple[Call, ...]


def read_programs(folder: Path) -> dict[str, Program]:
    """Return the programs of a folder by their ids, in the order of their names."""
    programs = [read_program(path) for path in folder.glob("*.py")]
    return {each.id: each for each in sorted(programs, key=lambda program: program.name.casefold())}


def read_program(path: Path) -> Program:
    """Return what a file asks.

    Raises
    ------
    ProgramError
        If it is not written as the module says.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("# %%")]
    if not heads:
        raise ProgramError(f"{path.name}: it asks nothing; write a piece that begins `# %% QUESTIONS: WHAT IS CALLED`")
    top = lines[: heads[0]]
    said = re.match(r'"""(?P<name>[^:]+): (?P<about>.+)"""$', top[0]) if top else None
    if said is None:
        raise ProgramError(f'{path.name}, line 1: no sentence; begin with """NAME: what it is."""')
    keys = {found[1]: found[2] for line in top if (found := _KEY.match(line))}
    unknown = set(keys) - KEYS
    if unknown or "requires" not in keys:
        raise ProgramError(f"{path.name}: the keys are {sorted(keys)}; `requires` is needed, known are {sorted(KEYS)}")
    imports = "\n".join(line for line in top[1:] if not _KEY.match(line)).strip("\n")
    calls = [
        call
        for start, end in zip(heads, [*heads[1:], len(lines)], strict=True)
        for call in _calls(path.name, start + 1, lines[start:end], keys)
    ]
    return Program(
        path.stem,
        said["name"],
        said["about"],
        _listed(keys["requires"]),
        _listed(keys.get("alone", "")),
        keys.get("convert"),
        imports,
        tuple(calls),
    )


def _calls(file: str, line: int, piece: list[str], keys: Mapping[str, str]) -> Iterator[Call]:
    head = _HEAD.match(piece[0])
    if head is None:
        raise ProgramError(f"{file}, line {line}: {piece[0]!r} is no head; write `# %% QUESTIONS: WHAT IS CALLED`")
    options = dict(part.split("=") for part in _listed(head["options"] or ""))
    parts: dict[str | None, list[str]] = {"": []}
    names: tuple[str | None, ...] = ("",)
    for text in piece[1:]:
        found = _INSTEAD.match(text)
        if found:
            names = _questions(file, line, found["questions"]) if found["questions"] else (None,)
            parts |= {name: [] for name in names}
        else:
            for name in names:
                parts[name].append(text)
    texts = {name: "\n".join(part).strip("\n") for name, part in parts.items()}
    for question in _questions(file, line, head["questions"]):
        yield Call(
            question,
            head["how"],
            texts[""],
            texts.get(question, texts.get(None)),
            options.get("unit", keys.get("unit", "nats")),
            options.get("precision", keys.get("precision", "float64")),
        )


def _questions(file: str, line: int, names: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in _listed(names):
        if name not in QUESTIONS and name not in GROUPS:
            raise ProgramError(
                f"{file}, line {line}: no question {name!r}; use one of {', '.join([*GROUPS, *QUESTIONS])}"
            )
        found.extend(GROUPS.get(name, (name,)))
    return tuple(dict.fromkeys(found))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
