"""The command: `python -m app serve` and `python -m app check-lessons`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Wrong Dictionary, a course on entropy and KL.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="serve the course")
    check = commands.add_parser("check-lessons", help="prove every claim, solve every check, reach every misconception")
    check.add_argument("--lessons", type=Path, default=HOUSE / "lessons", help="the folder of the course")
    check.add_argument("--fonts", type=Path, default=HOUSE / "static" / "fonts", help="the folder of the fonts")
    given = parser.parse_args(arguments)
    if given.command == "serve":
        return _serve()
    return _check_lessons(given.lessons, given.fonts)


# Each command imports what it needs: to check lessons takes no server.
def _serve() -> int:
    from app import server  # noqa: PLC0415

    server.main()
    return 0


def _check_lessons(lessons: Path, fonts: Path) -> int:
    from app.pages.check_lessons import check_lessons  # noqa: PLC0415

    report = check_lessons(lessons, fonts)
    print(report)
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
