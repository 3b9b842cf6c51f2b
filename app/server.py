"""The composition root: settings, store and course become one Tornado server, and nothing is made anywhere else."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path
from typing import Any

import panel as pn
from panel.io.server import get_server
from tornado.ioloop import IOLoop

from app import patches
from app.checks import course_checks
from app.content import load_course
from app.pages.assets import ROOT, AssetHandler, Assets
from app.pages.deeds import CheckHandler, PredictionHandler
from app.pages.environment import make_environment
from app.pages.handlers import CourseHandler, ForgetHandler, HealthHandler, NotFoundHandler, ReadyHandler
from app.pages.page_handler import page_handler
from app.pages.pages import panel_pages
from app.pages.playground import serve_playground
from app.pages.reference_handlers import GlossaryHandler, ReferenceHandler, SearchHandler
from app.pages.review_handlers import ReviewCheckHandler, ReviewHandler
from app.pages.search_asset import SearchAsset
from app.pages.search_index import ADDRESS, SearchIndex
from app.pages.site import Site
from app.progress import SqlStore, connect, migrate
from app.settings import Settings, prepare_data_dir

log = logging.getLogger(__name__)

HOUR = 3600
SESSION_TOKEN_LIFE = 8 * HOUR  # a laptop that slept through lunch still comes back
SESSION_LIFE_MS = 10 * 60 * 1000  # a session waits this long for a lost connection
ASSET_PATHS = r"/(?:js|css|data|fonts|images|lib|playground|widgets)/.*"


def make_server(settings: Settings, lessons: Path = ROOT / "lessons") -> Any:
    """Return the server, ready to start: everything that it needs is made here, in this order."""
    settings = prepare_data_dir(settings)
    secret = settings.cookie_secret
    engine = connect(settings.database_url)
    migrate(engine)
    assets = Assets()
    serve_playground(assets)
    course = load_course(lessons)
    checks = course_checks(course)
    index = SearchIndex(course, checks)
    assets.add(SearchAsset(ADDRESS, lessons, assets.url, index))
    site = Site(course, checks, SqlStore(engine), make_environment(assets), index)

    pn.config.reconnect = True
    pages = panel_pages(site)
    patches.apply(page_handler(site, pages, secure=settings.secure_cookies))
    plain = {"site": site, "secure": settings.secure_cookies}
    server = get_server(
        {path: page.build for path, page in pages.items()},
        port=settings.port,
        address=settings.host,
        websocket_origin=list(settings.allowed_origins),
        cookie_secret=secret,
        secret_key=secret.encode(),
        sign_sessions=True,
        include_cookies=[],
        include_headers=[],
        session_token_expiration=SESSION_TOKEN_LIFE,
        unused_session_lifetime_milliseconds=SESSION_LIFE_MS,
        compress_response=True,
        websocket_max_message_size=256 * 1024,
        location=False,
        extra_patterns=[
            (r"/", CourseHandler, plain),
            (r"/lessons/([\w-]+)/checks/([\w-]+)", CheckHandler, plain),
            (r"/lessons/([\w-]+)/predictions/([\w-]+)", PredictionHandler, plain),
            (r"/review", ReviewHandler, plain),
            (r"/review/([\w-]+)/([\w-]+)", ReviewCheckHandler, plain),
            (r"/glossary", GlossaryHandler, plain),
            (r"/(formulas|field-guide)", ReferenceHandler, plain),
            (r"/search", SearchHandler, plain),
            (r"/forget", ForgetHandler, plain),
            (r"/healthz", HealthHandler),
            (r"/readyz", ReadyHandler, {"site": site}),
            (ASSET_PATHS, AssetHandler, {"assets": assets}),
        ],
        default_handler_class=NotFoundHandler,
        default_handler_args=plain,
    )
    server.site = site
    return server


def main() -> None:
    """Serve until SIGINT or SIGTERM."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = Settings.from_environ(os.environ)
    server = make_server(settings)
    loop = IOLoop.current()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: loop.add_callback_from_signal(loop.stop))
    server.start()
    print(f"Wrong Dictionary: http://localhost:{server.port}", flush=True)  # noqa: T201 - what a person waits for
    loop.start()
    server.stop()
    server.site.store.close()
