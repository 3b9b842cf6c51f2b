"""The Bokeh figures: bare canvases that fill their frames; axes, names and handles are in the page, over them."""

from __future__ import annotations

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper, Range1d
from bokeh.plotting import figure
from panel.pane import Bokeh

_GREYS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]


def landscape_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL over (μ, ln σ): an image, contour lines, the way downhill."""
    plot = _bare(f"{widget_id}-landscape")
    image = ColumnDataSource(
        {"image": [np.zeros((2, 2), dtype=np.uint8)], "x": [0.0], "y": [0.0], "dw": [1.0], "dh": [1.0]},
        name=f"{widget_id}-landscape-image",
    )
    mapper = LinearColorMapper(palette=_GREYS, low=0, high=255, name=f"{widget_id}-landscape-colours")
    plot.image("image", x="x", y="y", dw="dw", dh="dh", source=image, color_mapper=mapper)
    lines = ColumnDataSource({"xs": [], "ys": [], "width": []}, name=f"{widget_id}-landscape-contours")
    contours = plot.multi_line("xs", "ys", source=lines, line_width="width", line_alpha=0.55)
    contours.glyph.tags = ["line:--ink"]
    return _pane(plot)


def gap_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL against separation: the covering minimum, one on a single bump."""
    plot = _bare(f"{widget_id}-gap")
    for name, dash, width in (("covering", "solid", 3), ("one-bump", "dashed", 3)):
        source = ColumnDataSource({"x": [], "y": []}, name=f"{widget_id}-gap-{name}")
        line = plot.line("x", "y", source=source, line_width=width, line_dash=dash)
        line.glyph.tags = ["line:--kl-type" if name == "covering" else "line:--q"]
    return _pane(plot)


def _bare(name: str) -> figure:
    plot = figure(
        name=name,
        x_range=Range1d(0, 1),
        y_range=Range1d(0, 1),
        tools="",
        toolbar_location=None,
        sizing_mode="stretch_both",
        min_border=0,
        outline_line_color=None,
        background_fill_alpha=0,
        border_fill_alpha=0,
        lod_threshold=None,
    )
    plot.axis.visible = False
    plot.grid.visible = False
    return plot


def _pane(plot: figure) -> Bokeh:
    return Bokeh(plot, sizing_mode="stretch_both")
