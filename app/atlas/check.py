"""Prove the atlas: behind every cell stands a run of the program that is shown, on the question that is asked."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.atlas.program import Program, ProgramError, read_programs
from app.atlas.record import Library, load_libraries
from app.content.source.problem import Problem
from app.house import HOUSE

PROGRAMS = HOUSE / "findings" / "atlas" / "libraries"
REPAIR = "run `make atlas ONLY={}`"


def check_atlas(programs: Path = PROGRAMS, libraries: Sequence[Library] | None = None) -> Iterator[Problem]:
    """Yield what is wrong with the atlas.

    Parameters
    ----------
    programs
        The folder of the programs.
    libraries
        What the runs left; those that we ship if left out.

    Yields
    ------
    Problem
        For a call without a run, a run without a call, a run on other inputs than are asked now or with other packages
        than the program pins, and a wrong number without lines that give the right one.
    """
    try:
        asked = read_programs(programs)
    except ProgramError as error:
        yield Problem("findings/atlas/libraries", 0, str(error), "write it as app/atlas/program.py says")
        return
    ran = {library.id: library for library in (load_libraries() if libraries is None else libraries)}
    for name in asked.keys() - ran.keys():
        yield Problem(f"findings/atlas/libraries/{name}.py", 0, "no run of it is recorded", REPAIR.format(name))
    for name in ran.keys() - asked.keys():
        yield Problem(
            f"app/atlas/runs/{name}.json", 0, "there is no such program", "delete it, or bring the program back"
        )
    for name in sorted(asked.keys() & ran.keys()):
        yield from _compared(asked[name], ran[name])


def _compared(program: Program, library: Library) -> Iterator[Problem]:
    file, again = f"app/atlas/runs/{library.id}.json", REPAIR.format(library.id)
    wanted = [(call.question, call.how, call.code, call.unit) for call in program.calls]
    found = [(cell.question.id, cell.how, cell.call.code, cell.call.answer.unit) for cell in library.cells]
    for call in wanted:
        if call not in found:
            yield Problem(file, 0, f"{call[0]}, {call[1]}: no run of this call is recorded", again)
    for run in found:
        if run not in wanted:
            yield Problem(file, 0, f"{run[0]}, {run[1]}: the program has no such call", again)
    if (program.imports, program.convert) != (library.imports, library.given):
        yield Problem(file, 0, "the lines before the calls are not those of the program", again)
    for pin in (*program.alone, *program.requires):
        package, _, version = pin.partition("==")
        if version and library.packages.get(package, "").partition("+")[0] != version:
            yield Problem(file, 0, f"{package} {library.packages.get(package)} was run, {pin} is pinned", again)
    yield from _repaired(program, library)


def _repaired(program: Program, library: Library) -> Iterator[Problem]:
    """Yield a problem for each call on other inputs than now, and for each wrong number without its repair."""
    file, again = f"app/atlas/runs/{library.id}.json", REPAIR.format(library.id)
    repairs = {(call.question, call.how, call.code): call.instead for call in program.calls}
    for cell in library.cells:
        if cell.asked != cell.question.asked:
            yield Problem(file, 0, f"{cell.anchor}: what is given has changed since the run", again)
        if cell.verdict.kind.good:
            continue
        written = repairs.get((cell.question.id, cell.how, cell.call.code))
        if cell.instead is None or cell.repair is None or written != cell.instead.code:
            rule = f"{cell.anchor}: {cell.verdict.kind}, and nothing that was run gives the right number"
            yield Problem(file, 0, rule, f"write `# instead` below the call, and {again}")
        elif not cell.repair.kind.good:
            rule = f"{cell.anchor}: what is to be written instead is {cell.repair.kind} ({cell.instead.answer.printed})"
            yield Problem(file, 0, rule, f"correct it, and {again}")
