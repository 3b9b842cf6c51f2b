"""The files of a course, read as text."""

from pathlib import Path

from app.content.source.problem import ContentError


def name_of(root: Path, file: str) -> str:
    """Return a file's path as a message shows it, from the course's folder on."""
    return f"{root.name}/{file}"


def read_source(root: Path, file: str) -> str:
    """Return a file's text, or raise ContentError if there is none."""
    try:
        return (root / file).read_text(encoding="utf-8").replace("\r\n", "\n")
    except FileNotFoundError as error:
        raise ContentError.at(name_of(root, file), 0, "the file is missing", "create it") from error
    except UnicodeDecodeError as error:
        raise ContentError.at(name_of(root, file), 0, "the file is not UTF-8", "save it as UTF-8") from error
