"""The workers: long questions are answered beside the event loop, in turn, and given up when they are of no use."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from dataclasses import replace
from typing import Any

import pytest
from wire.client import Connect, run

from app.pages.kinds import KINDS
from app.wire.wires import Wires
from app.wire.workers import Limits, OutOfDateError, WorkError, Workers
from tests.patience import PATIENCE

GAP = {"kind": "gaussian_fit", "question": {"ask": "gap"}}
BEST = {"kind": "gaussian_fit", "question": {"ask": "optima"}}
BARS = {"kind": "pmf_bars", "state": KINDS["pmf_bars"].start.as_dict()}
SLOW = {
    "kind": "gaussian_fit",
    "question": {"ask": "between", "of": {"weights": [0.25] * 4, "means": [-9, -3, 3, 9], "sds": [0.3] * 4}},
}


def free(_cost: float) -> None:
    """Charge nobody."""


async def with_workers(work: Any, **limits: Any) -> Any:
    """Let workers that wait as long as a test does, if nothing else is said, do some work."""
    workers = Workers(Limits(**{"patience": PATIENCE, "grace": PATIENCE, **limits}))
    try:
        return await work(workers)
    finally:
        workers.end()


def test_a_question_is_answered_and_charged() -> None:
    """The answer is that of the figure's Python, and its cost is told."""
    costs: list[float] = []
    answer = run(with_workers(lambda workers: workers.ask("me", "here", BARS, costs.append)))
    assert '"kl"' in answer
    assert costs[0] > 0


def test_the_loop_goes_on_meanwhile() -> None:
    """While a worker has no answer yet, the event loop turns, has none either, and is never held up for long."""

    async def work(workers: Workers) -> tuple[str, float]:
        await workers.ask("me", "warm", BARS, free)
        worker = process_of(workers).pid
        os.kill(worker, signal.SIGSTOP)
        asked = asyncio.ensure_future(workers.ask("me", "here", SLOW, free))
        longest, turns = 0.0, 0
        while not asked.done():
            began = time.thread_time()
            await asyncio.sleep(0.002)
            longest = max(longest, time.thread_time() - began)
            turns += 1
            if turns == 100:
                assert not asked.done()
                os.kill(worker, signal.SIGCONT)
        return await asked, longest

    gc.disable()  # the tests' own garbage is not the loop's work
    try:
        answer, longest = run(with_workers(work))
    finally:
        gc.enable()
    assert '"minima"' in answer
    assert longest < 0.02  # of a processor


def test_a_newer_question_takes_the_place_of_one_that_waits() -> None:
    """Of three about the same thing the first is being answered and the last comes next."""

    async def work(workers: Workers) -> list[Any]:
        asked = [asyncio.ensure_future(workers.ask("me", "here", SLOW, free))]
        await asyncio.sleep(0)
        asked += [asyncio.ensure_future(workers.ask("me", "here", each, free)) for each in (BEST, BARS)]
        return await asyncio.gather(*asked, return_exceptions=True)

    first, second, third = run(with_workers(work))
    assert '"minima"' in first
    assert isinstance(second, OutOfDateError)
    assert '"kl"' in third


def test_one_learner_has_one_question_at_a_time() -> None:
    """With two workers, a learner who asks for much leaves one to the others."""

    async def work(workers: Workers) -> list[str]:
        await asyncio.gather(*(workers.ask(who, "warm", BARS, free) for who in ("a", "b")))
        done: list[str] = []
        first = workers._free[-1]._process.pid
        os.kill(first, signal.SIGSTOP)  # it is slower than everybody

        async def ask(who: str, topic: str, message: dict) -> None:
            await workers.ask(who, topic, message, free)
            done.append(who)

        greedy = [asyncio.ensure_future(ask("greedy", f"topic {index}", SLOW)) for index in range(3)]
        await asyncio.sleep(0)  # they come first
        await ask("calm", "here", BARS)
        os.kill(first, signal.SIGCONT)
        await asyncio.gather(*greedy)
        return done

    assert run(with_workers(work)) == ["calm", "greedy", "greedy", "greedy"]


def test_who_takes_too_long_is_given_up_and_the_next_is_answered() -> None:
    """The process that still computes is ended, and another takes its place."""

    async def work(workers: Workers) -> str:
        patient, workers.limits = workers.limits, Limits(patience=0.001)
        with pytest.raises(WorkError, match="longer than"):
            await workers.ask("me", "here", SLOW, free)
        workers.limits = patient
        return await workers.ask("me", "here", BARS, free)

    assert '"kl"' in run(with_workers(work))


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="the system has no such policy")
def test_a_worker_leaves_its_core_to_everybody_else() -> None:
    """It is nice while somebody waits for its first answer, and idle to the system from then on."""

    async def work(workers: Workers) -> int:
        await workers.ask("me", "here", BARS, free)
        await workers.ask("me", "here", BARS, free)  # it takes this one when it has given way
        return os.sched_getscheduler(process_of(workers).pid)

    assert run(with_workers(work)) == os.SCHED_IDLE


def test_a_worker_that_gets_no_core_is_replaced() -> None:
    """Where everything else is busy, a question is asked again in time, of one that does not give way."""

    async def work(workers: Workers) -> tuple[str, int]:
        await workers.ask("me", "here", BARS, free)
        starved = process_of(workers).pid
        os.kill(starved, signal.SIGSTOP)  # as good as a core that is never free
        workers.limits = replace(workers.limits, grace=0.2)
        answer = await workers.ask("me", "here", BEST, free)
        assert process_of(workers).pid != starved
        await workers.ask("me", "here", BARS, free)
        return answer, os.sched_getscheduler(process_of(workers).pid)

    answer, policy = run(with_workers(work))
    assert '"forward"' in answer
    assert policy == os.SCHED_OTHER


def process_of(workers: Workers) -> Any:
    """Return the only process, which is free."""
    (worker,) = workers._free
    return worker._process


def test_the_queue_is_bounded() -> None:
    """Who comes when too many wait is told so."""

    async def work(workers: Workers) -> str:
        asked = [asyncio.ensure_future(workers.ask("me", index, BARS, free)) for index in range(4)]
        await asyncio.sleep(0)
        with pytest.raises(WorkError, match="Too many") as refusal:
            await workers.ask("you", "x", BARS, free)
        for each in asked:
            each.cancel()
        return str(refusal.value)

    assert run(with_workers(work, waiting=3))


def test_who_has_gone_is_not_computed_for() -> None:
    """A question that waits is taken out when whoever asked goes."""

    async def work(workers: Workers) -> int:
        first = asyncio.ensure_future(workers.ask("me", "a", BARS, free))
        second = asyncio.ensure_future(workers.ask("me", "b", SLOW, free))
        await asyncio.sleep(0)
        second.cancel()
        await first
        return len(workers._waiting)

    assert run(with_workers(work)) == 0


def test_workers_end_when_nobody_asks() -> None:
    """After some idle time no process is left; the next question starts one."""

    async def work(workers: Workers) -> str:
        await workers.ask("me", "here", BARS, free)
        while workers._free:  # noqa: ASYNC110 - they tell nobody
            await asyncio.sleep(0.01)
        return await workers.ask("me", "here", BARS, free)

    assert '"kl"' in run(with_workers(work, idle=0.1))


def test_one_worker_stays_ready() -> None:
    """Where so many are wanted, they stay though nobody asks for long; at the end none is left."""

    async def whole() -> int:
        workers = Workers(Limits(patience=PATIENCE, ready=1))
        await asyncio.gather(*(workers.ask(who, who, BARS, free) for who in ("a", "b")))
        assert len(workers._free) == 2
        workers.limits = replace(workers.limits, idle=0.01)
        workers._rest_later()
        while len(workers._free) > 1:  # noqa: ASYNC110 - they tell nobody
            await asyncio.sleep(0.01)
        workers._rest_later()
        await asyncio.sleep(0.1)
        assert len(workers._free) == 1
        workers.end()
        return len(workers._free)

    assert run(whole()) == 0


def test_a_class_that_asks_the_same_computes_it_once(connect: Connect, wires: Wires) -> None:
    """The second learner's answer is the first one's, and costs nothing."""
    first = connect().ask(**BEST, place="a")["answer"]
    asked = wires.workers.asked
    again = connect()
    assert again.ask(**BEST, place="b")["answer"] == first
    assert wires.workers.asked == asked


def test_a_bad_question_is_refused_by_a_worker_too(connect: Connect) -> None:
    """The sentence is the figure's own."""
    assert (
        "sigma" in connect().ask(kind="gaussian_fit", place="a", question={"ask": "gap", "of": {"sigma": -1}})["error"]
    )
