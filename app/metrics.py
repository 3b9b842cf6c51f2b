"""What a server counts for whoever runs it: all names of `/metrics`, none of them about one learner."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from typing import Any, Final, Protocol

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from tornado.web import RequestHandler

from app.progress import AlreadyKnown, AnswerGiven, Appended, Event

REQUEST_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
COMMIT_BUCKETS: Final = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 1.0, 3.0, 6.0)
LAG_BUCKETS: Final = (0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 1.0, 3.0)
ROOM_BUCKETS: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 0.6, 0.75, 1.0, 2.0, 5.0)
BEAT: Final = 1.0
"""Seconds between two looks at how late the loop is."""


class Standing(Protocol):
    """What stands at a moment: (name, meaning, value), where the name of what only grows ends with `_total`."""

    def __call__(self) -> Iterable[tuple[str, str, float | dict[str, float]]]:
        """Return it; a dict has a value for each reason."""


class Metrics(Collector):
    """The counts of one server, and what others tell when they are asked.

    Attributes
    ----------
    registry
        All of it, for Prometheus; a server in the same process has its own.
    """

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call] # when a count began is no use to anybody, and doubles what is sent
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        registry.register(self)
        self._standing: list[Standing] = []
        about: Any = {"registry": registry}
        self._requests = Counter("wd_requests", "Requests that were answered", ["handler", "status"], **about)
        self._seconds = Histogram(
            "wd_request_seconds", "From a request's head to the end of its answer", ["handler"],
            buckets=REQUEST_BUCKETS, **about,
        )  # fmt: skip
        self._arrivals = Counter("wd_arrivals", "Visitors who came without a cookie, programs too", **about)
        self._events = Counter("wd_events", "Deeds that were kept", ["kind"], **about)
        self._answers = Counter("wd_answers", "Answers that were kept, by what they were", ["verdict"], **about)
        self._again = Counter("wd_events_known", "Deeds that were kept before, and came again", **about)
        self._unkept = Counter("wd_events_unkept", "Deeds that were not kept", ["error"], **about)
        self._commit = Histogram(
            "wd_commit_seconds", "How long a deed waits until it is on the disk", buckets=COMMIT_BUCKETS, **about
        )
        self._lag = Histogram(
            "wd_loop_lag_seconds", "How late the event loop is, once a second", buckets=LAG_BUCKETS, **about
        )
        self._room_lag = Histogram(
            "wd_room_lag_seconds",
            "From the word of a change of a room until all its streams here were given it, with the tick's wait",
            buckets=ROOM_BUCKETS,
            **about,
        )
        self._beat: asyncio.TimerHandle | None = None

    def request(self, handler: RequestHandler) -> None:
        """Count a request that was answered."""
        name = type(handler).__name__.removesuffix("Handler")
        self._requests.labels(name, handler.get_status()).inc()
        if not name.endswith("Stream"):  # which lasts as long as somebody watches
            self._seconds.labels(name).observe(handler.request.request_time())
        if getattr(getattr(handler, "visit", None), "is_new", False):
            self._arrivals.inc()

    def event(self, event: Event, outcome: Appended | AlreadyKnown | Exception, seconds: float) -> None:
        """Count a deed that the record has kept, had kept before, or could not keep."""
        if isinstance(outcome, Exception):
            self._unkept.labels(type(outcome).__name__).inc()
            return
        self._commit.observe(seconds)
        if isinstance(outcome, AlreadyKnown):
            self._again.inc()
            return
        self._events.labels(event.kind).inc()
        if isinstance(event, AnswerGiven):
            self._answers.labels(event.verdict).inc()

    def lag(self, seconds: float) -> None:
        """Note how long the streams of a room have waited for a change."""
        self._room_lag.observe(seconds)

    def ask(self, standing: Standing) -> None:
        """Ask from now on, at each reading, for what stands."""
        self._standing.append(standing)

    def collect(self) -> Iterable[Metric]:
        """Yield what stands, for the registry."""
        for standing in self._standing:
            for name, meaning, value in standing():
                grows = name.endswith("_total")
                family = CounterMetricFamily if grows else GaugeMetricFamily
                if isinstance(value, dict):
                    found = family(name, meaning, labels=["reason"])
                    for reason, count in sorted(value.items()):
                        found.add_metric([reason], count)
                    yield found
                else:
                    yield family(name, meaning, value=value)

    def text(self) -> bytes:
        """Return all of it as Prometheus reads it."""
        return generate_latest(self.registry)

    def start(self) -> None:
        """Look after the loop that runs: how late it is."""
        loop = asyncio.get_running_loop()
        due = time.monotonic() + BEAT

        def beat() -> None:
            self._lag.observe(max(0.0, time.monotonic() - due))
            self.start()

        self._beat = loop.call_later(BEAT, beat)

    def end(self) -> None:
        """Look no more."""
        if self._beat is not None:
            self._beat.cancel()
