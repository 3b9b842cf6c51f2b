"""The worst CPU of every figure: a message, a page state and each question, over random and extreme valid states.

python bench/worst.py [states, 10000 if none are named] [kinds …]

CPU, not wall time, so that a busy machine changes it little. A question is marked * where the widget says that it is
costly: such a one is answered off the event loop. States are those of the property test: bounds, zeros, the smallest
doubles, four bumps anywhere.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from widgets.any_states import any_states  # noqa: E402

from app.pages.kinds import KINDS  # noqa: E402
from app.ui.widget import Widget, WidgetState  # noqa: E402

FIT = ("optima", "landscape", "downhill", "between", "gap")
QUESTIONS: dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]] = {
    "telegram": lambda fields: [{"tape": fields}],
    "gaussian_fit": lambda fields: [{"ask": name, "of": fields} for name in FIT],
}


def tasks(widget: Widget, state: WidgetState) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a server does for a state, by name."""
    query, message = state.to_query(), {"state": state.as_dict()}
    yield (
        "message" + ("*" if widget.costly(message) else ""),
        lambda: json.dumps(widget.respond(message), allow_nan=False),
    )
    yield "page", lambda: widget.html(widget.State.from_query(query, widget.State()), "one", {})
    for question in QUESTIONS.get(widget.kind, lambda _fields: [])(state.as_dict()):
        name = question.get("ask", "tape") + ("*" if widget.costly({"question": question}) else "")
        yield name, lambda question=question: json.dumps(widget.respond({"question": question}), allow_nan=False)


def measured(widget: Widget, count: int) -> dict[str, list[tuple[float, str]]]:
    """Return the CPU in ms of each task for each state, with the state's address."""
    found = defaultdict(list)
    for _, task in tasks(widget, widget.State()):
        task()  # templates are compiled once a process
    for state in any_states(widget.kind, count):
        for name, task in tasks(widget, state):
            begin = time.process_time()
            task()
            found[name].append((1000 * (time.process_time() - begin), str(state.to_query())))
    return found


def main() -> None:
    """Print the table, and beside it the state that is worst."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"CPU in ms over {count} states: median, 99 %, worst (* costly: off the event loop)")
    for kind in sys.argv[2:] or KINDS:
        for name, times in measured(KINDS[kind], count).items():
            ordered = sorted(times)
            median, late, (worst, state) = (
                ordered[len(ordered) // 2][0],
                ordered[int(0.99 * len(ordered))][0],
                ordered[-1],
            )
            print(
                f"{kind:15} {name:12} {median:8.2f} {late:8.2f} {worst:8.1f}   {state[:160] if worst > 20 else ''}",
                flush=True,
            )


if __name__ == "__main__":
    main()
