"""What the course offers beside its pages, and when those are made."""

from dataclasses import dataclass

from app.settings.reading import Reading, Setting, flag

SETTINGS = (
    Setting(
        "WD_DRAW_AHEAD",
        "on",
        "whether pages are made before somebody asks for them, some seconds of CPU; off where a server lives shortly",
    ),
    Setting(
        "WD_OFFLINE",
        "on",
        "whether browsers may keep the course for reading without a network; off takes away what they have kept",
    ),
    Setting(
        "WD_PANEL_PAGES",
        "on",
        "whether /panel/<kind> shows a figure as a Panel app; Panel is loaded when the first of these is asked for",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What the course offers beside its pages, and when those are made."""

    draw_ahead: bool
    offline: bool
    panel_pages: bool


def read_offered(reading: Reading) -> Offered:
    """Return what an environment says of it."""
    return Offered(
        draw_ahead=reading.read("WD_DRAW_AHEAD", flag, default=True),
        offline=reading.read("WD_OFFLINE", flag, default=True),
        panel_pages=reading.read("WD_PANEL_PAGES", flag, default=True),
    )
