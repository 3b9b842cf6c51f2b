"""The addresses of all pages, and what answers each."""

from __future__ import annotations

from typing import Any, Final

from app.pages.base.site import Site
from app.pages.course.before_after import ADDRESS as BEFORE_AND_AFTER
from app.pages.course.before_after_handlers import BeforeAfterHandler
from app.pages.course.handlers import CourseHandler
from app.pages.figure.handlers import LabHandler
from app.pages.files.assets import AssetHandler, Assets
from app.pages.lesson.answer_handlers import (
    CarriedHandler,
    CheckHandler,
    ExplanationHandler,
    PredictionHandler,
    RecallHandler,
)
from app.pages.lesson.final_handlers import AgainHandler
from app.pages.lesson.handlers import LessonHandler, SheetHandler
from app.pages.own.code_handlers import CodeHandler, VerifyHandler
from app.pages.own.device_handlers import DevicesHandler
from app.pages.own.handlers import (
    ExportHandler,
    ForgetHandler,
    ImportHandler,
    MasteryHandler,
    SwitchHandler,
    YourDataHandler,
)
from app.pages.reference.handlers import GlossaryHandler, HelpHandler, LibrariesHandler, ReferenceHandler, SearchHandler
from app.pages.review.handlers import ReviewCheckHandler, ReviewHandler, ReviewTodayHandler
from app.pages.served.health import HealthHandler, ReadyHandler
from app.pages.served.offline import Offline
from app.pages.served.offline_handlers import AppHandler, OfflinePageHandler, SizeHandler, WorkerHandler
from app.pages.teach.oembed import OembedHandler
from app.pages.teach.page import TeachHandler
from app.pages.teach.qr import QrHandler
from app.progress import POINTS, SURE

ASSET_PATHS: Final = r"/(?:bundle|js|css|data|fonts|images|lib|playground|widgets)/.*"


def page_routes(site: Site, assets: Assets, offline: Offline) -> list[tuple[Any, ...]]:
    """Return the routes of Tornado's application, files and health among them."""
    plain, kept = {"site": site}, {"offline": offline}
    return [
        (r"/", CourseHandler, plain),
        (r"/lessons/([\w-]+)", LessonHandler, plain),
        (r"/lessons/([\w-]+)/questions", SheetHandler, plain),
        (r"/lessons/([\w-]+)/checks/([\w-]+)", CheckHandler, plain),
        (r"/lessons/([\w-]+)/again", AgainHandler, plain),
        (r"/lessons/([\w-]+)/recall/([\w-]+)/([\w-]+)", RecallHandler, plain),
        (r"/lessons/([\w-]+)/explanations/([\w-]+)", ExplanationHandler, plain),
        (r"/lessons/([\w-]+)/predictions/([\w-]+)", PredictionHandler, plain),
        (r"/lessons/([\w-]+)/carried", CarriedHandler, plain),
        (r"/lessons/([\w-]+)/code", CodeHandler, plain),
        (r"/verify", VerifyHandler, plain),
        (r"/teach", TeachHandler, plain),
        (r"/lab/(\w+)", LabHandler, plain),
        (r"(/lab/\w+|/lessons/[\w-]+)/qr\.svg", QrHandler, plain),
        (r"/oembed", OembedHandler, plain),
        (r"/review", ReviewHandler, plain),
        (r"/review/today", ReviewTodayHandler, plain),
        (r"/review/([\w-]+)/([\w-]+)", ReviewCheckHandler, plain),
        (r"/glossary", GlossaryHandler, plain),
        (r"/help", HelpHandler, plain),
        (r"/(formulas|field-guide)", ReferenceHandler, plain),
        (r"/libraries", LibrariesHandler, plain),
        (r"/search", SearchHandler, plain),
        (r"/mastery", MasteryHandler, plain),
        (BEFORE_AND_AFTER, BeforeAfterHandler, plain),
        (rf"/mastery/({POINTS}|{SURE})", SwitchHandler, plain),
        (r"/devices", DevicesHandler, plain),
        (r"/your-data", YourDataHandler, plain),
        (r"/your-data/wrong-dictionary\.(json|csv)", ExportHandler, plain),
        (r"/your-data/import", ImportHandler, plain),
        (r"/forget", ForgetHandler, plain),
        (r"/sw\.js", WorkerHandler, kept),
        (r"/offline\.json", SizeHandler, kept),
        (r"/offline", OfflinePageHandler, plain),
        (r"/app\.webmanifest", AppHandler, {"assets": assets}),
        (r"/healthz", HealthHandler),
        (r"/readyz", ReadyHandler, plain),
        (ASSET_PATHS, AssetHandler, {"assets": assets}),
    ]
