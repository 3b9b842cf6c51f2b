"""The templates: Jinja with autoescape on, and the few functions that they may call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from app.pages.assets import Assets

ROOT_MARK = re.compile(r"<!--root:([\w-]+)-->")


def make_environment(assets: Assets) -> Environment:
    """Return the template environment of one server."""
    environment = Environment(
        loader=PackageLoader("app.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=assets.url, import_map=assets.import_map, styles=assets.styles, later=assets.later)
    environment.globals["playground_worker"] = assets.playground
    environment.globals["embed"] = embed
    environment.filters["with_roots"] = with_roots
    return environment


def with_roots(page: Markup, roots: Mapping[str, Any]) -> Markup:
    """Put Bokeh's figures where a widget's body marks their places with `<!--root:NAME-->`."""
    return Markup(ROOT_MARK.sub(lambda mark: embed(roots[mark[1]]), page))  # noqa: S704 - made of markup and of ids


def embed(root: Any) -> Markup:
    """Return the element that Bokeh fills with one root."""
    return Markup('<div id="{}" data-root-id="{}" style="display: contents"></div>').format(root.elementid, root.id)
