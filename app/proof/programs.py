"""Programs of lessons, run in the Python that runs us: each prints what the kernel says."""

import signal
import subprocess
import sys

from app.checks import Check, judge, program_of
from app.content import Lesson, Problem
from app.content.source.schema import NumericFront
from app.proof.answer_forms import RIGHT, WRONG
from app.proof.report import Report

LONGEST = 20  # seconds of a processor, which a busy machine makes no longer
IDLE = 300.0  # seconds for a program that computes nothing and does not end


def check_playgrounds(lesson: Lesson, report: Report) -> None:
    """Run each program, and compare what it prints with what the kernel says."""
    for playground in lesson.playgrounds.values():
        report.playgrounds += 1
        said = run_program(playground.code)
        if said != playground.prints:
            wanted = playground.place.file.removesuffix(".py") + ".txt"
            rule = f"the program prints {said!r}, and {wanted} says {playground.prints!r}"
            report.problems.append(Problem(playground.place.file, 0, rule, "correct the one that is wrong"))


def run_program(code: str) -> str:
    """Return what a program prints in the Python that runs us, its traceback included."""
    limited = ["/bin/sh", "-c", f'ulimit -S -t {LONGEST}; exec "$@"', "sh"]
    command = [*limited, sys.executable, "-I", "-X", "utf8", "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=IDLE, check=False)  # noqa: S603 - our own lessons
    except subprocess.TimeoutExpired:
        return f"nothing within {IDLE:g} seconds"
    if done.returncode == -signal.SIGXCPU:
        return f"nothing within {LONGEST} seconds"
    return done.stdout + done.stderr


def check_program(check: Check, report: Report) -> None:
    """Run a program that is to be mended: as shown it stops or makes a listed mistake, mended it gives the number."""
    front = check.authored.front
    if not isinstance(front, NumericFront) or front.program is None:
        return
    report.playgrounds += 1
    place = check.authored.place("program")
    for seed in (0, 1, 2) if check.fresh else (0,):
        call = program_of(check, seed)
        assert call is not None
        for name, code, wanted in (("mended", front.program.mended, RIGHT), ("broken", front.program.broken, WRONG)):
            said = run_program(f"{code}\n\nprint({call.tried})").strip()
            outcome = judge(check, seed, said)
            if name == "broken" and said.startswith("Traceback"):
                continue
            if outcome.verdict not in wanted or (name == "broken" and outcome.misconception is None):
                got = f"{outcome.verdict} {outcome.misconception or ''}".strip()
                rule = f"check {check.id}, seed {seed}: the {name} program prints {said!r}, which is graded {got}"
                report.problems.append(Problem(place.file, place.line, rule, "correct the program, or list its number"))
