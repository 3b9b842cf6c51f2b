"""The worst CPU of every figure: a message, a page state and each question, over random and extreme valid states.

python bench/worst.py [states, 10000 if none are named] [kinds …]

CPU of the thread that computes, not wall time, so that a busy machine changes it little. States are those of the
property test: bounds, zeros, the smallest doubles, four bumps anywhere. A process a core computes them. What is beyond
its bound is computed once more in a fresh process, and the lesser time counts: another process may have had the caches,
and the first call of a library's part loads it. Who stops it gets the table of what has been measured.
"""

from __future__ import annotations

import os

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # as a worker has it

import json
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from widgets.any_states import any_states  # noqa: E402

from app.pages.kinds import KINDS  # noqa: E402
from app.told import Told  # noqa: E402
from app.ui.widget import Widget, WidgetState  # noqa: E402

FIT = ("optima", "landscape", "downhill", "between", "gap")
QUESTIONS: dict[str, Callable[[dict[str, Any]], list[dict[str, Any]]]] = {
    "telegram": lambda fields: [{"tape": fields}],
    "gaussian_fit": lambda fields: [{"ask": name, "of": fields} for name in FIT],
}
PORTION = 100  # states that a process takes at a time
BOUND, ON_THE_LOOP = 300.0, 20.0  # ms
SHOWN = 3  # of the states that are beyond

Times = dict[str, list[tuple[float, Any]]]


def tasks(widget: Widget, state: WidgetState) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a server does for a state, by name; * is what it does off the event loop."""
    query, message = state.to_query(), {"state": state.as_dict()}
    yield (
        "message" + ("*" if widget.costly(message) else ""),
        lambda: json.dumps(widget.respond(message), allow_nan=False),
    )
    yield (
        "page" + ("*" if widget.slow_to_draw else ""),
        lambda: widget.html(widget.State.from_query(query, widget.State()), "one", {}),
    )
    for question in QUESTIONS.get(widget.kind, lambda _fields: [])(state.as_dict()):
        name = question.get("ask", "tape") + ("*" if widget.costly({"question": question}) else "")
        yield name, lambda question=question: json.dumps(widget.respond({"question": question}), allow_nan=False)


def warm(widget: Widget) -> None:
    """Do all of it for the first state: templates are compiled once a process."""
    for _, task in tasks(widget, widget.State()):
        task()


def cost(task: Callable[[], object]) -> float:
    """Return the CPU that a task takes, in ms."""
    begin = time.thread_time()
    task()
    return 1000 * (time.thread_time() - begin)


def measured(kind: str, portion: int, count: int) -> Times:
    """Return the CPU of each task for each state of a portion, with the state."""
    widget, found = KINDS[kind], defaultdict(list)
    warm(widget)
    for state in islice(any_states(kind, count + 1, seed=portion), 1, None):
        fields = state.as_dict()
        for name, task in tasks(widget, state):
            found[name].append((cost(task), fields))
    return dict(found)


def again(kind: str, name: str, fields: dict[str, Any]) -> float:
    """Return the CPU of one task once more."""
    widget = KINDS[kind]
    warm(widget)
    state = widget.State()
    state.update(fields)
    return cost(dict(tasks(widget, state))[name])


def fresh(processes: int) -> ProcessPoolExecutor:
    """Return processes that have computed nothing yet."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def judged(pool: ProcessPoolExecutor, kind: str, name: str, times: list[tuple[float, Any]]) -> tuple[str, bool]:
    """Return a row of the table, and whether the worst is within its bound."""
    ordered = sorted(times, key=lambda each: each[0])
    median, late, worst = (ordered[place][0] for place in (len(ordered) // 2, int(0.99 * len(ordered)), -1))
    bound = BOUND if name.endswith("*") else ON_THE_LOOP
    row = f"{kind:15} {name:12} {len(times):8} {median:8.2f} {late:8.2f} {worst:8.1f}"
    beyond = [(spent, fields) for spent, fields in reversed(ordered) if spent > bound]
    seconds = [pool.submit(again, kind, name, fields) for _, fields in beyond]
    for (spent, fields), second in zip(beyond[:SHOWN], seconds, strict=False):
        row += f"\n{'':38}{spent:.0f} and then {second.result():.0f} for {json.dumps(fields)[:160]}"
    return row, all(second.result() <= bound for second in seconds)


def main() -> None:
    """Print the table, and below each row the states that are beyond the bound."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    kinds = sys.argv[2:] or list(KINDS)
    told, found = Told(), {kind: defaultdict(list) for kind in kinds}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with fresh(os.cpu_count() or 1) as pool:
        sizes = [min(PORTION, count - start) for start in range(0, count, PORTION)]
        # Side by side, so that what is done says how long the rest takes.
        portions = {
            pool.submit(measured, kind, portion, size): (kind, size)
            for portion, size in enumerate(sizes)
            for kind in kinds
        }
        done = 0
        try:
            for portion in as_completed(portions):
                kind, size = portions[portion]
                for name, times in portion.result().items():
                    found[kind][name] += times
                done += size
                told(f"states, the last of {kind}", done, count * len(kinds))
        except KeyboardInterrupt:  # what has been measured is told all the same
            pool.shutdown(cancel_futures=True)
    told.end()
    print("CPU in ms: states, median, 99 %, worst (* off the event loop)")
    late = []
    with fresh(os.cpu_count() or 1) as pool:
        for kind, by_name in found.items():
            for name, times in by_name.items():
                row, within = judged(pool, kind, name, times)
                print(row, flush=True)
                late += [] if within else [f"{kind} {name}"]
    print(f"beyond {BOUND:g} ms, or {ON_THE_LOOP:g} on the event loop: {', '.join(late) or 'none'}")


if __name__ == "__main__":
    main()
