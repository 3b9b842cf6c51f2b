"""The Bokeh figures that pages draw on are what their Python draws, and each has its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.figure.canvas import canvas_files, canvas_json
from app.pages.kinds import KINDS

HOUSE = Path(__file__).resolve().parents[2]
WITH_CANVASES = [kind for kind, widget in KINDS.items() if widget.canvases()]


def folder(kind: str) -> Path:
    return HOUSE / "app" / "widgets" / kind


@pytest.mark.parametrize("kind", WITH_CANVASES)
def test_the_kept_figures_are_what_python_draws(kind: str) -> None:
    """Each file beside a widget is what its figure comes to; `python -m app draw-canvases` writes them anew."""
    for path, text in canvas_files(folder(kind), KINDS[kind].canvases()).items():
        assert path.read_text(encoding="utf-8") == text, path.name


def test_the_same_figure_has_the_same_text() -> None:
    """Bokeh's own counting of models through a process does not show."""
    draw = KINDS["telegram"].canvases
    assert canvas_json(draw()["averages"]) == canvas_json(draw()["averages"])


def test_what_else_the_process_knows_does_not_show() -> None:
    """Bokeh's definitions of model classes of others, Panel's say, are no part of a figure."""
    import panel.reactive  # noqa: F401, PLC0415 - it defines many

    assert "defs" not in json.loads(canvas_json(KINDS["telegram"].canvases()["averages"]))["doc"]


def test_each_canvas_has_a_file_and_each_file_a_canvas() -> None:
    """What a page's places name is beside the widget's code, and nothing else is."""
    for kind, widget in KINDS.items():
        places = set(re.findall(r' data-canvas="([\w-]+)"', str(widget.body(widget.start, "one", {}))))
        files = {path.name.removesuffix(".canvas.json") for path in folder(kind).glob("*.canvas.json")}
        assert places == files == set(widget.canvases()), kind


@pytest.mark.parametrize("kind", WITH_CANVASES)
def test_no_canvas_holds_data(kind: str) -> None:
    """A figure is drawn for no state: its sources are empty, and what is seen is what the browser has counted."""
    for path in folder(kind).glob("*.canvas.json"):
        columns = [column for source in sources(json.loads(path.read_text("utf-8"))) for column in source]
        assert columns, path.name
        assert all(values == [] for _, values in columns), path.name


def sources(model: Any) -> Iterator[list[tuple[str, list[Any]]]]:
    """The names and values of each source in a figure's text."""
    if isinstance(model, dict) and model.get("name") == "ColumnDataSource":
        yield model["attributes"]["data"]["entries"]
    inner = model.values() if isinstance(model, dict) else model if isinstance(model, list) else ()
    for each in inner:
        yield from sources(each)
