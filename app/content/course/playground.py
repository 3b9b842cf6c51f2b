"""A playground: a small Python program of a lesson, and what it prints, both with the lesson's own numbers in them."""

import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.content.language.insertion import INSERTION, insertion_python, insertion_text
from app.content.language.names import Names
from app.content.language.typed_numbers import typed_number
from app.content.language.values import ExpressionError
from app.content.source.problem import ContentError, Place, Problem
from app.content.source.text_files import name_of, read_source

_PLACED = re.compile(r"^[ \t]*:::[ \t]*playground[ \t]+(\S+)[ \t]*$", re.MULTILINE)
_BY_HAND = "a number typed by hand: `{}`"


@dataclass(frozen=True, slots=True)
class Playground:
    """A program that a learner may change and run.

    Parameters
    ----------
    id
        Unique in the lesson.
    title
        What it does, from the comment on its first line.
    code
        The program without that line, its insertions worked out.
    prints
        What it prints: the kernel's numbers, which `check-lessons` compares with what the program says.
    place
        Where the program was written.
    """

    id: str
    title: str
    code: str
    prints: str
    place: Place


def playground_files(root: Path, folder: str) -> set[str]:
    """Return the files that the playgrounds of a lesson may have, as its text names them."""
    text = (root / folder / "lesson.md").read_text("utf-8") if (root / folder / "lesson.md").exists() else ""
    return {f"{folder}/playground-{name}.{ending}" for name in _PLACED.findall(text) for ending in ("py", "txt")}


def read_playground(root: Path, folder: str, playground_id: str, names: Names) -> Playground:
    """Return the playground whose files are `playground-<id>.py` and `playground-<id>.txt` in a lesson's folder.

    Raises
    ------
    ContentError
        With every fault in the two files.
    """
    program, output = (f"{folder}/playground-{playground_id}.{ending}" for ending in ("py", "txt"))
    code, prints = read_source(root, program), read_source(root, output)
    first, _, rest = code.partition("\n")
    faults: list[Problem] = []
    if not re.match(r"# \w", first):
        rule = "the first line is no title"
        faults.append(Problem(name_of(root, program), 1, rule, "begin with a comment that says what the program does"))
    filled = _fill(rest, names, insertion_python, Place(name_of(root, program), 2), faults)
    said = _fill(prints, names, insertion_text, Place(name_of(root, output), 1), faults)
    faults += _typed_in_code(rest, Place(name_of(root, program), 2))
    for number, line in enumerate(prints.splitlines(), start=1):
        typed = typed_number(INSERTION.sub("", line))
        if typed:
            repair = "let the kernel write it: {{ kl(P, Q) | digits 4 | bare }}"
            faults.append(Problem(name_of(root, output), number, _BY_HAND.format(typed), repair))
    if faults:
        raise ContentError(*faults)
    return Playground(
        playground_id, first.removeprefix("# ").strip(), filled.strip("\n"), said, Place(name_of(root, program), 1)
    )


def _fill(text: str, names: Names, write: Callable[[str, Names], str], place: Place, faults: list[Problem]) -> str:
    def one(match: re.Match[str]) -> str:
        try:
            return write(match["inside"], names)
        except ExpressionError as error:
            line = place.line + text[: match.start()].count("\n")
            faults.append(Problem(place.file, line, error.rule, error.repair))
            return ""

    return INSERTION.sub(one, text)


def _typed_in_code(code: str, place: Place) -> Iterator[Problem]:
    """Yield a problem for each decimal in a program that no insertion wrote."""
    try:
        # An insertion is replaced by a name of its length, so that lines and columns stay what they are.
        blank = INSERTION.sub(lambda match: re.sub(r"[^\n]", "_", match[0]), code)
        for token in tokenize.generate_tokens(io.StringIO(blank).readline):
            if (
                token.type == tokenize.NUMBER
                and re.search(r"[.eE]", token.string)
                and not token.string.startswith("0x")
            ):
                yield Problem(
                    place.file,
                    place.line + token.start[0] - 1,
                    _BY_HAND.format(token.string),
                    "name it in [quantities] and write {{ name }}",
                )
    except (tokenize.TokenError, SyntaxError) as error:
        yield Problem(place.file, place.line, f"no Python: {error}", "correct the program")
