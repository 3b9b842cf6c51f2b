"""A worker: a process that answers what takes too long for the event loop, a line of JSON for a line of JSON.

Each answer begins with the milliseconds of CPU that it has cost. `Workers` starts it: python -m app.wire.worker
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TextIO

from app.pages.kinds import KINDS
from app.ui.message import write_message


def serve(asked: TextIO, told: TextIO) -> None:
    """Answer each line, in its order."""
    for line in asked:
        began = time.process_time()
        message = json.loads(line)
        widget = KINDS[message["kind"]]
        answer = write_message(widget.draw(message["draw"]) if "draw" in message else widget.respond(message))
        told.write(f"{1000 * (time.process_time() - began):.3f} {answer}\n")
        told.flush()


if __name__ == "__main__":
    os.nice(5)  # who reads a page or drags goes before who asks for much
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr
    serve(sys.stdin, answers)
