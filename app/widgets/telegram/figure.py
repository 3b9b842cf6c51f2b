"""The Bokeh figure of the running averages: glyphs alone. Names and numbers around it are the page's own text."""

from __future__ import annotations

from bokeh.models import ColumnDataSource, Range1d
from bokeh.models.annotations import Span
from bokeh.plotting import figure

LIGHT = {"p": "#a81e1e", "q": "#1d5fb4", "kl": "#d07a00"}
"""The colours until the page has said its own; `canvas.js` sets them from the page's tokens."""


EDGE = 4
"""Pixels around the frame; `telegram.css` lays them outside the plot."""


def averages_figure() -> figure:
    """Return the figure, still empty; every model that the browser changes has a name."""
    source = {part: ColumnDataSource({"x": [], "y": []}, name=part) for part in ("p", "q")}
    gap = ColumnDataSource({"x": [], "p": [], "top": []}, name="gap")
    canvas = figure(
        name="figure",
        x_range=Range1d(start=0, end=1, name="x"),
        y_range=Range1d(start=0, end=1, name="y"),
        toolbar_location=None,
        tools="",
        sizing_mode="stretch_both",
        # Bokeh wipes its canvas half a pixel off, so what is drawn at its very edge piles up: the edge is kept empty.
        min_border=EDGE,
        outline_line_color=None,
        background_fill_alpha=0,
        border_fill_alpha=0,
        match_aspect=False,
        output_backend="canvas",
    )
    canvas.axis.visible = False
    canvas.grid.visible = False
    canvas.varea(x="x", y1=0, y2="y", source=source["p"], fill_color=LIGHT["p"], fill_alpha=0.1, name="floor")
    canvas.varea(
        x="x", y1="p", y2="top", source=gap, fill_color=LIGHT["kl"], fill_alpha=0.22,
        hatch_pattern="diagonal_cross", hatch_color=LIGHT["kl"], hatch_alpha=0.55, hatch_scale=8, hatch_weight=1,
        name="area",
    )  # fmt: skip
    for part in ("p", "q"):
        canvas.add_layout(
            Span(
                location=-1,
                dimension="width",
                line_color=LIGHT[part],
                line_dash="dotted",
                line_width=1.5,
                level="underlay",
                name=f"level-{part}",
            ),
        )
    canvas.line(
        "x",
        "y",
        source=source["q"],
        line_color=LIGHT["q"],
        line_width=2.5,
        line_dash=[8, 5],
        line_join="round",
        name="line-q",
    )
    canvas.line("x", "y", source=source["p"], line_color=LIGHT["p"], line_width=2.5, line_join="round", name="line-p")
    return canvas
