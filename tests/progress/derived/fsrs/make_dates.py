"""Make dates.json anew: a thousand random logs of reviews, and the intervals that ts-fsrs gives.

Run by hand: python tests/progress/fsrs/make_dates.py; it needs node, and ts-fsrs from npm's registry.
"""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VERSION = "5.4.2"
HERE = Path(__file__).parent
GAPS = (1, 1, 2, 3, 5, 8, 13, 30, 90)


def random_log(source: random.Random) -> list[list[int]]:
    """Return days and ratings (1 again, 2 hard, 3 good) of up to a dozen reviews."""
    day, log = source.randint(1, 50), []
    for _ in range(source.randint(1, 12)):
        log.append([day, source.choice((1, 2, 3, 3, 3))])
        day += source.choice((*GAPS, source.randint(1, 400)))
    return log


def main() -> int:
    """Write the file."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("NOT MADE: node and npm are needed, and they are not here")  # noqa: T201 - a script says what it does
        return 1
    source = random.Random(5)
    logs = [random_log(source) for _ in range(1000)]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(HERE / "dates.mjs", folder)
        subprocess.run(["npm", "install", "--silent", "--no-save", f"ts-fsrs@{VERSION}"], cwd=folder, check=True)
        run = subprocess.run(
            ["node", "dates.mjs"], cwd=folder, input=json.dumps(logs), capture_output=True, text=True, check=True
        )
    rows = [
        json.dumps(
            [[*review, interval] for review, interval in zip(log, intervals, strict=True)], separators=(",", ":")
        )
        for log, intervals in zip(logs, json.loads(run.stdout), strict=True)
    ]
    text = f'{{"by": "ts-fsrs {VERSION}", "logs": [\n' + ",\n".join(rows) + "\n]}\n"
    (HERE / "dates.json").write_text(text, encoding="utf-8")
    print(f"{len(logs)} logs, {sum(map(len, logs))} reviews")  # noqa: T201 - a script says what it does
    return 0


if __name__ == "__main__":
    sys.exit(main())
