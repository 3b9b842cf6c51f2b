"""The Bokeh figures: bare canvases that fill their frames; axes, names and handles are in the page, over them.

They are made of `Plot`, not of `figure`: the axes and grids would only be hidden again. They hold no data, and their
models have names, by which `canvas.js` finds them and fills them in.
"""

from __future__ import annotations

from bokeh.models import (
    ColumnDataSource,
    Image,
    Line,
    LinearColorMapper,
    MultiLine,
    Plot,
    Range1d,
    VArea,
)
from bokeh.models.renderers import GlyphRenderer

LIGHT = {"p": "#a81e1e", "q": "#1d5fb4"}
"""The colours until the page has said its own; `canvas.js` reads them from the page's tokens."""


def curves_figure() -> Plot:
    """Return the picture of P, filled, and Q, dashed."""
    plot = _bare()
    for part in ("p", "q"):
        source = ColumnDataSource({"x": [], "y": []}, name=part)
        area = VArea(x="x", y1=0, y2="y", fill_color=LIGHT[part], fill_alpha=0.17 if part == "p" else 0.07)
        line = Line(
            line_color=LIGHT[part], line_width=2.5, line_dash="solid" if part == "p" else [8, 5], line_join="round"
        )
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=area, name=f"area-{part}"))
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=line, name=f"line-{part}"))
    return plot


def landscape_figure() -> Plot:
    """Return the picture of KL over (μ, ln σ): an image and its contours."""
    plot = _bare()
    mapper = LinearColorMapper(palette=["#888888"], low=0, high=255, name="colours")
    image = ColumnDataSource({"image": [], "x": [], "y": [], "dw": [], "dh": []}, name="image")
    pixels = Image(image="image", x="x", y="y", dw="dw", dh="dh", color_mapper=mapper)
    contours = ColumnDataSource({"xs": [], "ys": [], "width": []}, name="contours")
    lines = MultiLine(line_width="width", line_alpha=0.5)
    plot.renderers = [
        GlyphRenderer(data_source=image, glyph=pixels),
        GlyphRenderer(data_source=contours, glyph=lines, name="lines"),
    ]
    return plot


def gap_figure() -> Plot:
    """Return the picture of KL against separation, covering and on one bump."""
    plot = _bare()
    for part, dash in (("covering", "solid"), ("one-bump", [9, 6])):
        source = ColumnDataSource({"x": [], "y": []}, name=part)
        line = Line(line_width=3, line_dash=dash, line_cap="round")
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=line, name=f"line-{part}"))
    return plot


def _bare() -> Plot:
    return Plot(
        name="figure",
        x_range=Range1d(start=0, end=1),
        y_range=Range1d(start=0, end=1),
        toolbar_location=None,
        sizing_mode="stretch_both",
        min_border=0,
        outline_line_color=None,
        background_fill_alpha=0,
        border_fill_alpha=0,
    )
