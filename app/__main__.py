"""The command: `python -m app serve`, `check-lessons`, `export`, `verify`, `lti`, `backup`, `check-store`, and more."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.house import CODE, HOUSE
from app.lti.arguments import add_arguments
from app.told import Told

if TYPE_CHECKING:
    from app.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Wrong Dictionary, a course on entropy and KL.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve the course")
    check = commands.add_parser("check-lessons", help="prove every claim, solve every check, reach every misconception")
    check.add_argument("--lessons", type=Path, default=HOUSE / "lessons", help="the folder of the course")
    check.add_argument("--fonts", type=Path, default=HOUSE / "static" / "fonts", help="the folder of the fonts")
    commands.add_parser("keep-course", help="load the course and keep it, so that a server starts at once")
    commands.add_parser("draw-canvases", help="write down the Bokeh figures that pages draw on, beside their widgets")
    backup = commands.add_parser("backup", help="copy the record of learners' work into a file, also while it runs")
    backup.add_argument("target", type=Path, help="the file to make")
    store = commands.add_parser("check-store", help="look through the whole record for damage")
    store.add_argument("--remake-summaries", action="store_true", help="make all summaries anew from the events")
    verify = commands.add_parser("verify", help="say whether completion codes were given out by this course")
    verify.add_argument("code", nargs="*", help="a code, as a learner has handed it in")
    verify.add_argument("--csv", type=Path, help="a table of many; it is printed with what each code says")
    commands.add_parser("gain", help="what learners knew before the course and after it, all of them together")
    export = commands.add_parser("export", help="write a figure or the course into files that need no server")
    export.add_argument("what", nargs="+", help="lab/<figure>, course, or scorm lessons/<lesson>")
    export.add_argument("--state", default="", help="a figure's state, as in its address: p=.5,.5&q=.9,.1")
    export.add_argument("--out", type=Path, required=True, help="the file or the folder to make")
    export.add_argument("--lessons", type=Path, default=HOUSE / "lessons", help="the folder of the course")
    add_arguments(commands.add_parser("lti", help="say which course systems may launch the course (LTI 1.3)"))
    given = parser.parse_args(arguments)
    if given.command == "export":
        return _export(given)
    if given.command == "check-lessons":
        return _check_lessons(given.lessons, given.fonts)
    if given.command == "keep-course":
        return _keep_course()
    if given.command == "draw-canvases":
        return _draw_canvases()
    return _with_the_record(given)


# Each command imports what it needs: to check lessons takes no server.
def _with_the_record(given: argparse.Namespace) -> int:
    from app.progress import ProgressError  # noqa: PLC0415
    from app.settings import Settings, SettingsError, kept_secret, prepare_data_dir  # noqa: PLC0415

    try:
        if given.command == "serve":
            return _serve()
        settings = Settings.from_environ(os.environ)
        if given.command == "verify":
            return _verify(given.code, given.csv, kept_secret(settings))
        if given.command == "lti":
            return _lti(given, prepare_data_dir(settings))
        url = settings.database_url
        if given.command == "gain":
            return _gain(url)
        return _backup(url, given.target) if given.command == "backup" else _check_store(url, given.remake_summaries)
    except (ProgressError, SettingsError) as error:
        print(error, file=sys.stderr)  # a sentence with its repair; where in the program it came up helps nobody
        return 1


def _serve() -> int:
    from app import server  # noqa: PLC0415

    server.main()
    return 0


def _export(given: argparse.Namespace) -> int:
    from app.content import ContentError, load_course  # noqa: PLC0415
    from app.export.command import ExportError, export  # noqa: PLC0415

    try:
        print(export(load_course(given.lessons), given.what, given.state, given.out))
    except (ContentError, ExportError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _keep_course() -> int:
    from app.content.load.kept_course import KEPT, kept_course  # noqa: PLC0415

    kept_course(HOUSE / "lessons", HOUSE / KEPT)
    return 0


def _draw_canvases() -> int:
    from app.figure.canvas import canvas_files  # noqa: PLC0415
    from app.pages.kinds import KINDS  # noqa: PLC0415

    for kind, widget in KINDS.items():
        for path, text in canvas_files(CODE / "widgets" / kind, widget.canvases()).items():
            path.write_text(text, encoding="utf-8")
            print(path.relative_to(CODE.parent))
    return 0


def _gain(url: str) -> int:
    from app.checks import lesson_checks  # noqa: PLC0415
    from app.content.load.kept_course import KEPT, kept_course  # noqa: PLC0415
    from app.pages.course.before_after import TIMES, place_of  # noqa: PLC0415
    from app.pages.course.class_gain import as_text, class_gain  # noqa: PLC0415
    from app.progress.store.everybody import progress_of_everybody  # noqa: PLC0415

    course = kept_course(HOUSE / "lessons", HOUSE / KEPT)
    asked = course.before_and_after
    checks = {} if asked is None else lesson_checks(asked, course.glossary)
    print(as_text(class_gain(checks, progress_of_everybody(url, [place_of(time) for time in TIMES]))))
    return 0


def _backup(url: str, target: Path) -> int:
    from app.progress.store.backup import back_up  # noqa: PLC0415

    print(f"{target}: {back_up(url, target)} events")
    return 0


def _check_store(url: str, remake_summaries: bool) -> int:
    from app.progress.store.check_store import check_store  # noqa: PLC0415

    problems, count = check_store(url, remake_summaries=remake_summaries)
    print("\n".join(problems) or f"The record is whole: {count} events, and each summary follows from them.")
    return 1 if problems else 0


def _verify(codes: Sequence[str], table: Path | None, secret: str) -> int:
    from app.progress.portable.code_table import as_csv, cells_of, handed_in  # noqa: PLC0415
    from app.progress.portable.completion_code import CodeError, read_code  # noqa: PLC0415

    bad = 0
    for code in codes:
        try:
            said = read_code(code, secret)
        except CodeError as error:
            bad += 1
            print(f"not valid: {error}")
            continue
        whole = "complete" if said.complete else "not complete"
        by = f", {said.name}" if said.name else ""
        print(f"valid: {said.lesson}, {whole}, {said.right} of {said.questions} right, {said.day}{by}, {said.record}")
    if table is not None:
        try:
            lines = list(handed_in(cells_of(table.read_text(encoding="utf-8-sig", errors="replace")), secret))
        except (CodeError, OSError) as error:
            print(f"{table}: {error}", file=sys.stderr)
            return 1
        print(as_csv(lines), end="")
        bad += sum(line.completion is None for line in lines)
    elif not codes:
        print("name a code, or a table with --csv", file=sys.stderr)
        return 2
    return 1 if bad else 0


def _lti(given: argparse.Namespace, settings: "Settings") -> int:
    from app.lti.command import run  # noqa: PLC0415
    from app.lti.errors import LtiError  # noqa: PLC0415

    try:
        for line in run(given, settings.database_url, settings.address, plain=settings.lti_http):
            print(line)
    except LtiError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check_lessons(lessons: Path, fonts: Path) -> int:
    from app.proof.lessons import check_lessons  # noqa: PLC0415

    told = Told()
    report = check_lessons(lessons, fonts, tell=told, processes=os.cpu_count() or 1)
    told.end()
    print(report)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
