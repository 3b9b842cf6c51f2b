"""What the course costs a server: this build beside another revision and a plain Panel app, in one table, in one run.

python bench/load.py [--against REV] [--only pages|wire] [--quick]

CPU is the time that the server's process ran, by the kernel's own account, so a busy machine widens it little; waiting
times are those of this machine at this moment, and are to be read beside the other columns alone.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from itertools import product

from builds import Build, revision
from load_pages import PAGE_ROWS
from load_wire import WIRE_ROWS
from rig import table

from app.told import Told

#: Each entry measures one or several rows: of a running server, what a row says for each build, and its bound.
#: The rows of the wire and of the store have their modules beside `load_pages`, and are added here.
ROWS = [*PAGE_ROWS, *WIRE_ROWS]


def main() -> None:
    """Measure every row of every build, and print them side by side."""
    given = argparse.ArgumentParser(description="The course under load.")
    given.add_argument("--against", metavar="REV", help="another revision, measured beside this one")
    given.add_argument("--only", choices=("pages", "wire"), help="some of the rows alone")
    given.add_argument("--quick", action="store_true", help="fewer repetitions, to see that it runs")
    options = given.parse_args()
    with ExitStack() as stack:
        builds = [Build("this build")]
        if options.against:
            builds.append(stack.enter_context(revision(options.against)))
        builds.append(Build("plain Panel", is_peer=True))
        rows: dict[str, list[str]] = {}
        asked = list(product({"pages": PAGE_ROWS, "wire": WIRE_ROWS}.get(options.only, ROWS), builds))
        told = Told()
        for number, (measure, build) in enumerate(asked, 1):
            told(f"{measure.__name__.replace('_', ' ')} of {build.name}, {number} of {len(asked)}")
            for row, bound, value in measure(build, quick=options.quick):
                told.end()
                print(f"{build.name}: {row}: {value}", file=sys.stderr, flush=True)  # the table takes minutes
                rows.setdefault(row, [row, *["-"] * len(builds), bound])[1 + builds.index(build)] = value
    table("Under load", ["", *(build.name for build in builds), "bound"], list(rows.values()))


if __name__ == "__main__":
    main()
