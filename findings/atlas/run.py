"""Ask the libraries: `make atlas`, or `make atlas ONLY=dit,scipy` for some of them; `ONLY=figures` for the shown lines.

Each program of `libraries/` gets an environment of its own, with the packages that it pins, kept in `.cache/atlas` (or
in `ATLAS_CACHE`). Its calls are run on the questions of `app/atlas/questions.py`; what they print is stored in
`app/atlas/runs`, and what changed since the last run is printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parents[1]
sys.path.insert(0, str(HOUSE))

from app.atlas.program import Call, Program, read_programs  # noqa: E402 - the house comes first
from app.atlas.questions import QUESTIONS  # noqa: E402
from app.atlas.record import RUNS, Library, load_libraries  # noqa: E402
from app.atlas.verdict import Answer, judge  # noqa: E402

CACHE = Path(os.environ.get("ATLAS_CACHE", HOUSE / ".cache" / "atlas"))
PATIENCE = 600
#: No library may ask a hub for anything: what it needs is made by its program.
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "DO_NOT_TRACK": "1"}


def main() -> None:
    """Run the programs, store what they gave, and print what changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="some libraries, with commas between")
    parser.add_argument("--show", action="store_true", help="print every cell")
    given = parser.parse_args()
    programs = read_programs(HERE / "libraries")
    wanted = [each for each in given.only.split(",") if each] or [*programs, "figures"]
    for name in set(wanted) - {*programs, "figures"}:
        sys.exit(f"no library {name!r}; use one of {', '.join(programs)}, figures")
    if "figures" in wanted:
        from figures import run_figures  # noqa: PLC0415 - it needs the tests' drawn states, and nothing else here does

        run_figures(environment(programs["torch"]))
        wanted.remove("figures")
    for name in wanted:
        before = {library.id: library for library in load_libraries()}.get(name)
        record = ask(programs[name])
        write(RUNS / f"{name}.json", record)
        after = {library.id: library for library in load_libraries()}[name]
        print(f"{after.name} {after.version}: {len(after.cells)} calls")
        for line in changes(before, after):
            print("  " + line)
        if given.show:
            show(after)


def ask(program: Program) -> dict[str, Any]:
    """Return the record of one library."""
    python = environment(program)
    first = run(python, program, [(call, call.code) for call in program.calls])
    calls = [
        {"question": call.question, "asked": QUESTIONS[call.question].asked, "how": call.how, "unit": call.unit}
        | {"code": call.code, **found}
        for call, found in zip(program.calls, first["answers"], strict=True)
    ]
    # What to write instead is run where it is needed.
    needed = [
        (record, call, call.instead)
        for record, call in zip(calls, program.calls, strict=True)
        if call.instead is not None and not good(call, record)
    ]
    second = run(python, program, [(call, code) for _, call, code in needed]) if needed else {"answers": []}
    for (record, _, code), found in zip(needed, second["answers"], strict=True):
        record["instead"] = {"code": code, **found}
    packages = first["packages"]
    return {
        "id": program.id,
        "name": program.name,
        "about": program.about,
        "version": next(iter(packages.values()), platform.python_version()),
        "packages": packages,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "given": program.convert,
        "imports": program.imports,
        "calls": calls,
    }


def good(call: Call, found: dict[str, Any]) -> bool:
    """Return whether an answer needs nothing written instead."""
    value = found["value"]
    answer = Answer(
        found["printed"],
        None if value is None else float(value),
        found["raised"],
        found["warnings"],
        found["precision"],
        call.unit,
    )
    return judge(QUESTIONS[call.question], answer).kind.good


def environment(program: Program) -> Path:
    """Return the Python of a library's environment, made anew if what it needs has changed."""
    folder = CACHE / program.id
    python, note = folder / "bin" / "python", folder / "requires.txt"
    packages = [each for each in program.requires if each != "python"]
    needs = "\n".join([*packages, "alone:", *program.alone])
    if note.exists() and note.read_text(encoding="utf-8") == needs:
        return python
    print(f"{program.name}: installing {', '.join([*packages, *program.alone]) or 'nothing'}")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if packages:
        subprocess.run([*install, *packages], check=True)
    if program.alone:
        subprocess.run([*install, "--no-deps", *program.alone], check=True)
    note.write_text(needs, encoding="utf-8")
    return python


def run(python: Path, program: Program, pieces: Sequence[tuple[Call, str]]) -> dict[str, Any]:
    """Return what the pieces gave, run by a library's Python in a folder that is thrown away."""
    job = {
        "imports": program.imports,
        "convert": program.convert,
        "packages": [each.partition("==")[0] for each in (*program.alone, *program.requires) if each != "python"],
        "pieces": [
            {"inputs": dict(QUESTIONS[call.question].inputs), "code": code, "precision": call.precision}
            for call, code in pieces
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        task, results = Path(folder, "job.json"), Path(folder, "results.json")
        task.write_text(json.dumps(job), encoding="utf-8")
        surroundings = {**os.environ, **OFFLINE, "PYTHONPATH": "", "HF_HOME": folder}
        done = subprocess.run(
            [python, "-X", "utf8", HERE / "worker.py", task, results],
            cwd=folder, env=surroundings, timeout=PATIENCE, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not results.exists():
            sys.exit(f"{program.name} gave no results:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return json.loads(results.read_text(encoding="utf-8"))


def write(path: Path, record: dict[str, Any]) -> None:
    """Store a record so that a changed number is a changed line."""
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def changes(before: Library | None, after: Library) -> Iterator[str]:
    """Yield what has changed since the last run, a line each."""
    if before is None:
        yield "asked for the first time"
        return
    if before.packages != after.packages:
        yield f"{dict(before.packages)} -> {dict(after.packages)}"
    old = {(cell.question.id, cell.how, cell.call.code): cell for cell in before.cells}
    new = {(cell.question.id, cell.how, cell.call.code): cell for cell in after.cells}
    yield from (f"new: {cell.anchor}, {said(cell)}" for key, cell in new.items() if key not in old)
    yield from (f"gone: {cell.anchor}, {cell.how}" for key, cell in old.items() if key not in new)
    for key in old.keys() & new.keys():
        if said(old[key]) != said(new[key]):
            yield f"{new[key].anchor}: {said(old[key])} -> {said(new[key])}"


def said(cell: Any) -> str:
    """Return a cell in a line: what was printed, and what it is worth."""
    answer = cell.call.answer
    return f"{answer.raised or answer.printed} ({cell.verdict.kind})"


def show(library: Library) -> None:
    """Print every cell of a library."""
    for cell in library.cells:
        truth, verdict = cell.question.expected(cell.call.answer.unit), cell.verdict
        print(f"    {cell.anchor:28} {truth:.6g} | {said(cell)} {verdict.note} {list(cell.call.answer.warnings) or ''}")
        if cell.instead and cell.repair:
            repaired = cell.instead.answer
            print(f"{'':33}instead | {repaired.raised or repaired.printed} ({cell.repair.kind})")


if __name__ == "__main__":
    main()
