"""A worker: a process that answers what takes too long for the event loop, a line of JSON for a line of JSON.

Each answer begins with the milliseconds of CPU that it has cost. `Workers` starts it: python -m app.wire.worker [firm]

Who reads a page or drags goes before who asks for much. A worker that is only nice still keeps a core for its whole
slice of time, some 3 ms, when the event loop wakes up; one that is idle to the system (`SCHED_IDLE`) leaves it at once.
It becomes so after the first answer, for which somebody has waited while it was started. Where everything is busy it
may then get next to nothing: a firm one takes its place.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from typing import TextIO

from app.pages.kinds import KINDS
from app.ui.message import write_message


def serve(asked: TextIO, told: TextIO, *, firm: bool) -> None:
    """Answer each line, in its order."""
    for line in asked:
        began = time.process_time()
        message = json.loads(line)
        widget = KINDS[message["kind"]]
        answer = write_message(widget.draw(message["draw"]) if "draw" in message else widget.respond(message))
        told.write(f"{1000 * (time.process_time() - began):.3f} {answer}\n")
        told.flush()
        if not firm:
            give_way()


def give_way() -> None:
    """Run when nobody else wants to from now on, where the system has and allows that; it cannot be taken back."""
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


if __name__ == "__main__":
    os.nice(5)
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr
    serve(sys.stdin, answers, firm="firm" in sys.argv)
