"""The composition root: settings, store and course become one Tornado server, and nothing is made anywhere else."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tornado.ioloop import IOLoop
from tornado.web import Application

from app.access_log import AccessLog
from app.atlas.record import RUNS
from app.checks import course_checks
from app.content.load.kept_course import KEPT, kept_course
from app.door import QUEUE, Crowd, Door, room_for
from app.drain import stand_before
from app.logs import begin_log
from app.lti.database import Database
from app.lti.keys import ToolKey
from app.lti.routes import lti_routes, told_in
from app.lti.scores import Scores
from app.lti.tool import Tool
from app.metrics import Metrics
from app.metrics_page import MetricsHandler
from app.notebook.mount import PanelPages, panel_routes
from app.outgoing.sender import Sender
from app.pages.base.environment import make_environment
from app.pages.base.handlers import NotFoundHandler
from app.pages.base.site import Site
from app.pages.files.assets import ROOT, Assets
from app.pages.files.bundles import Bundles, page_kinds
from app.pages.files.playground_worker import serve_playground
from app.pages.files.scripts import Scripts
from app.pages.http.policy import Policy
from app.pages.kinds import KINDS
from app.pages.reference.libraries import ADDRESS as ATLAS
from app.pages.reference.libraries import AtlasAsset
from app.pages.routes import page_routes
from app.pages.search.asset import SearchAsset
from app.pages.search.index import ADDRESS, SearchIndex
from app.pages.served.ahead import draw_ahead
from app.pages.served.offline import Offline
from app.progress import Record, SqlStore, connect, load_scheduler, migrate
from app.room.hub import Hub, LocalHub
from app.room.live import Lives
from app.room.postgres_hub import PostgresHub
from app.room.routes import make_rooms, room_routes
from app.settings import Settings, prepare_data_dir
from app.wire.handler import WireHandler
from app.wire.wires import Wires
from app.wire.workers import Limits, Workers
from app.xapi.stream import Stream

log = logging.getLogger(__name__)

START_PAUSE = 0.5  # seconds
GIVE_UP = 0.001
"""Seconds after which a thread of the store gives the interpreter back to the loop; 5 ms, Python's own, are felt."""


def make_server(settings: Settings, lessons: Path = ROOT / "lessons") -> Server:
    """Return the server, ready to start: everything that it needs is made here, in this order."""
    secret_is_set = settings.cookie_secret is not None
    settings = prepare_data_dir(settings)
    engine = connect(settings.database_url)
    migrate(engine)
    if engine.dialect.name == "postgresql" and not secret_is_set:
        log.warning("WD_COOKIE_SECRET is not set: a process with another WD_DATA_DIR would take learners for strangers")
    course = kept_course(lessons, ROOT / KEPT)
    made = Bundles(ROOT, page_kinds(course))
    bundles = made.files()
    if not bundles:
        log.warning("the modules of the pages are served one by one, which takes a phone seconds; run: make bundle")
    assets = Assets(ROOT, bundles)
    serve_playground(assets, made.colours)
    scripts = Scripts(assets)
    checks = course_checks(course)
    index = SearchIndex(course, checks)
    assets.add(SearchAsset(ADDRESS, lessons, assets.url, index))
    assets.add(AtlasAsset(ATLAS, RUNS, assets.url))
    metrics = Metrics()
    wires = Wires(KINDS, frozenset(settings.allowed_origins), workers=Workers(Limits(ready=1)))
    environment = make_environment(assets, scripts, settings.embed_origins)
    secret = settings.cookie_secret or ""
    tool = Tool(Database(engine), ToolKey(settings.data_dir), secret, plain=settings.lti_http)
    stream = None
    if settings.xapi_endpoint is not None:
        account = (settings.xapi_user, settings.xapi_password or "") if settings.xapi_user else None
        stream = Stream(engine, settings.xapi_endpoint, account, base=settings.address, secret=secret)
    store = SqlStore(engine, [tool.links, stream] if stream else [tool.links])
    scores = Scores(course, store.progress, tool.links, tool.platforms, tool.key, plain=settings.lti_http)
    senders = [Sender(scores, "marks"), *([Sender(stream, "statements")] if stream else [])]
    record = Record(store, heard=metrics.event)
    site = Site(course, checks, record, environment, index, wires.draw, told_in(tool, environment))
    policy = Policy(
        frozenset(settings.allowed_origins), settings.secure_cookies, scripts.hashes, settings.embed_origins
    )
    offline = Offline(site, assets, policy, on=settings.offline)
    hub = PostgresHub(engine) if engine.dialect.name == "postgresql" else LocalHub()
    rooms = make_rooms(site, engine, hub)
    rooms.lives.lag = metrics.lag
    panel = PanelPages(policy, secret, wires)
    application = Application(
        [
            *page_routes(site, assets, offline),
            *room_routes(rooms),
            (r"/wire", WireHandler, {"wires": wires}),
            *_metrics_route(metrics, settings.metrics_token),
            *lti_routes(site, tool),
            *(panel_routes(site, panel) if settings.panel_pages else ()),
        ],
        policy=policy,
        cookie_secret=settings.cookie_secret,
        compress_response=True,
        log_function=AccessLog(addresses=settings.log_addresses, count=metrics.request),
        default_handler_class=NotFoundHandler,
        default_handler_args={"site": site},
    )
    return Server(
        settings, site, application, wires, panel, lives=rooms.lives, hub=hub, metrics=metrics, senders=senders
    )


def _metrics_route(metrics: Metrics, token: str | None) -> list[tuple[str, type[MetricsHandler], dict[str, object]]]:
    return [(r"/metrics", MetricsHandler, {"metrics": metrics, "token": token})] if token else []


class Server:
    """The course on its address: an application of Tornado's, and the loop that it runs in is the caller's."""

    def __init__(
        self,
        settings: Settings,
        site: Site,
        application: Application,
        wires: Wires,
        panel: PanelPages,
        *,
        lives: Lives,
        hub: Hub,
        metrics: Metrics,
        senders: Sequence[Sender] = (),
    ) -> None:
        self.site = site
        self.lives = lives
        self._hub = hub
        self.wires = wires
        self.panel = panel
        self.metrics = metrics
        self._senders = senders
        self.application = application
        self.port = settings.port
        self._host = settings.host
        room = room_for(settings.max_connections, wires.bounds.most)
        self._http = Door(application, Crowd(room, settings.max_connections_of_address), settings.proxies)
        self._drain = stand_before(self._http)
        metrics.ask(self.standing)

    def start(self) -> None:
        """Listen, and answer as soon as the loop runs."""
        self._http.listen(self.port, self._host, backlog=QUEUE)
        IOLoop.current().add_callback(self.metrics.start)
        for sender in self._senders:
            sender.start()

    def standing(self) -> Iterable[tuple[str, str, float | dict[str, float]]]:
        """Yield what stands at this moment, for `/metrics`."""
        yield "wd_connections", "Open HTTP connections", self._http.guests
        yield "wd_requests_under_way", "Requests that are not answered yet", self._drain.under_way
        yield "wd_wires", "Open wires: pages whose figures were touched", len(self.wires)
        streams = self.lives.streams.values()
        yield "wd_rooms", "Rooms that somebody watches in this process", len(streams)
        yield "wd_room_streams", "Open streams of phones, walls and hosts", sum(streams)
        yield "wd_events_waiting", "Deeds that wait to be written", self.site.record.waiting
        refused: dict[str, float] = {**self.wires.refusals.total, **self._http.turned_away}
        yield "wd_refusals_total", "What was refused, wires and connections, by the reason", refused

    async def drain(self) -> None:
        """End what is under way and let nothing new in; who asks twice does not want to wait."""
        if not self._drain.begun:
            self.lives.end()
            await self._drain.finish(self._http)
            await self._hub.end()

    def stop(self) -> None:
        """Listen no more, and close the record."""
        self._http.stop()
        self.metrics.end()
        self.wires.end()
        self.panel.end()
        self.lives.end()
        self.lives.rooms.close()
        for sender in self._senders:
            sender.stop()
        self.site.record.close()


async def settle(site: Site, wires: Wires) -> None:
    """Make the pages of everybody and a worker, once those who waited for the start have been answered."""
    await asyncio.sleep(START_PAUSE)
    await asyncio.to_thread(load_scheduler)
    await draw_ahead(site)
    wires.workers.warm()
    gc.collect()
    gc.freeze()  # the pages too


def main() -> None:
    """Serve until SIGINT or SIGTERM; then end what is under way, and stop."""
    settings = Settings.from_environ(os.environ)
    begin_log(settings.log_format, personal=settings.log_addresses)
    sys.setswitchinterval(GIVE_UP)
    server = make_server(settings)
    # The course lives as long as the server. A collection of garbage that looks through it holds up everybody, and a
    # class that comes in causes some of them.
    gc.freeze()
    loop = IOLoop.current()

    async def end() -> None:
        await server.drain()
        loop.stop()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: loop.add_callback_from_signal(end))
    server.start()
    if settings.draw_ahead:
        loop.spawn_callback(settle, server.site, server.wires)
    print(f"Wrong Dictionary: http://localhost:{server.port}", flush=True)  # noqa: T201 - what a person waits for
    loop.start()
    server.stop()
