"""The templates: Jinja with autoescape on, and the few functions that they may call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from app import __version__
from app.pages.files.assets import SHEETS
from app.pages.kinds import widgets_of

if TYPE_CHECKING:
    from app.pages.files.assets import Assets
    from app.pages.files.scripts import Scripts


def make_environment(assets: Assets, scripts: Scripts, embedders: tuple[str, ...] = ()) -> Environment:
    """Return the template environment of one server; `embedders` are the pages that may show others in a frame."""
    environment = Environment(
        loader=PackageLoader("app.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=assets.url, styles=assets.styles, later=assets.later, scripts=scripts.html)
    environment.globals.update(widgets_of=widgets_of, figure_sheets=SHEETS, room_script=scripts.room)
    environment.globals.update(playground_worker=assets.playground, playground_colours=assets.colours)
    environment.globals.update(version=__version__)
    environment.globals.update(embedders=embedders)
    return environment
