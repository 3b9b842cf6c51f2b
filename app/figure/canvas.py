"""Bokeh figures as JSON, which the browser's part of Bokeh draws: made once, kept beside the widget that has them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bokeh.model import Model

_ID = re.compile(r'"p(\d+)"')


def canvas_json(model: Model) -> str:
    """Return a figure in the form that `Bokeh.embed.embed_item` draws.

    Bokeh numbers its models through a process's life, and adds the definition of every model class that the process
    happens to know, Panel's too; here models are numbered in the order in which they stand, and only Bokeh's own are
    meant, so that the same figure always has the same text.
    """
    from bokeh.embed import json_item  # noqa: PLC0415 - Bokeh takes a second to import, and only drawing needs it

    item: dict[str, Any] = dict(json_item(model))
    item["doc"] = {name: value for name, value in item["doc"].items() if name != "defs"}
    names: dict[str, str] = {}
    text = json.dumps(item, indent=1)
    return _ID.sub(lambda found: names.setdefault(found[0], f'"p{len(names) + 1}"'), text) + "\n"


def canvas_files(folder: Path, canvases: Mapping[str, Model]) -> dict[Path, str]:
    """Return the files that keep a widget's figures, beside its code, and what stands in them."""
    return {folder / f"{name}.canvas.json": canvas_json(model) for name, model in canvases.items()}
