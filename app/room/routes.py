"""The addresses of rooms, and what answers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.pages.base.site import Site
from app.room.handlers import (
    AnswerHandler,
    EnterHandler,
    JoinHandler,
    MineHandler,
    PhoneHandler,
    StreamHandler,
    StuckHandler,
    WallHandler,
)
from app.room.host_handlers import (
    CsvHandler,
    HostHandler,
    HostLinkHandler,
    HostStreamHandler,
    OpenHandler,
    ReportHandler,
)
from app.room.hub import Hub
from app.room.limits import Limits
from app.room.live import Lives, View
from app.room.store import Rooms
from app.room.views import Views

_ROOM = r"/r/([A-Za-z]{4})"


@dataclass(frozen=True)
class RoomParts:
    """What the handlers of rooms are made with."""

    site: Site
    lives: Lives
    views: Views
    limits: Limits

    @property
    def about(self) -> dict[str, Any]:
        """The arguments of a handler."""
        return {"site": self.site, "lives": self.lives, "views": self.views, "limits": self.limits}


def make_rooms(site: Site, engine: sa.Engine, hub: Hub) -> RoomParts:
    """Return the rooms of a server, kept in the database of its record; changes travel by the hub."""
    views = Views(site)
    return RoomParts(site, Lives(Rooms(engine), hub, views.draw), views, Limits())


def room_routes(parts: RoomParts) -> list[tuple[Any, ...]]:
    """Return the routes of Tornado's application."""
    about = parts.about
    return [
        (r"/join", JoinHandler, about),
        (r"/rooms", OpenHandler, about),
        (_ROOM, PhoneHandler, about),
        (rf"{_ROOM}/join", EnterHandler, about),
        (rf"{_ROOM}/answer", AnswerHandler, about),
        (rf"{_ROOM}/stuck", StuckHandler, about),
        (rf"{_ROOM}/mine", MineHandler, about),
        (rf"{_ROOM}/stream", StreamHandler, about),
        (rf"{_ROOM}/wall", WallHandler, about),
        (rf"{_ROOM}/wall/stream", StreamHandler, {**about, "view": View.WALL}),
        (rf"{_ROOM}/host", HostHandler, about),
        (rf"{_ROOM}/host/link", HostLinkHandler, about),
        (rf"{_ROOM}/host/report", ReportHandler, about),
        (rf"{_ROOM}/host/answers\.csv", CsvHandler, about),
        (rf"{_ROOM}/host/stream", HostStreamHandler, {**about, "view": View.HOST}),
    ]
