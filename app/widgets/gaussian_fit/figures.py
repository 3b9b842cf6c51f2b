"""The Bokeh figures: bare canvases that fill their frames; axes, names and handles are in the page, over them.

They are made of `Plot`, not of `figure`: without the axes and grids that would be hidden again a session costs a fifth.
Their data are lists, not arrays: a document with arrays in it cannot be taken up again after a lost connection.
"""

from __future__ import annotations

from collections.abc import Callable

from bokeh.models import (
    ColumnDataSource,
    GlyphRenderer,
    Image,
    Line,
    LinearColorMapper,
    MultiLine,
    Plot,
    Range1d,
    VArea,
)
from panel.pane import Bokeh

from app.widgets.gaussian_fit.curves import model_curve, truth_curve
from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.gaussian_fit.window import window

LIGHT = {"p": "#a81e1e", "q": "#1d5fb4"}
"""The colours until the page has said its own; `canvas.js` reads them from the page's tokens."""

Name = Callable[[str], str]


def curves_figure(state: GaussianFitState, widget_id: str) -> Bokeh:
    """Return the picture of P, filled, and Q, dashed, for a state."""
    name = _names(widget_id, "curves")
    truth, model = state.truth, state.model
    seen = window(truth, model)
    plot = _bare(name, (seen.low, seen.high), seen.top)
    curves = {"p": truth_curve(truth, seen), "q": model_curve(model, seen)}
    for part, (x, y) in curves.items():
        source = ColumnDataSource({"x": x.tolist(), "y": y.tolist()}, name=name(part))
        area = VArea(x="x", y1=0, y2="y", fill_color=LIGHT[part], fill_alpha=0.17 if part == "p" else 0.07)
        line = Line(
            line_color=LIGHT[part], line_width=2.5, line_dash="solid" if part == "p" else [8, 5], line_join="round"
        )
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=area, name=name(f"area-{part}")))
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=line, name=name(f"line-{part}")))
    return _pane(plot)


def landscape_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL over (μ, ln σ), an image and its contours, still empty: the browser fills it."""
    name = _names(widget_id, "landscape")
    plot = _bare(name)
    mapper = LinearColorMapper(palette=["#888888"], low=0, high=255, name=name("colours"))
    image = ColumnDataSource({"image": [], "x": [], "y": [], "dw": [], "dh": []}, name=name("image"))
    pixels = Image(image="image", x="x", y="y", dw="dw", dh="dh", color_mapper=mapper)
    contours = ColumnDataSource({"xs": [], "ys": [], "width": []}, name=name("contours"))
    lines = MultiLine(line_width="width", line_alpha=0.5)
    plot.renderers = [
        GlyphRenderer(data_source=image, glyph=pixels),
        GlyphRenderer(data_source=contours, glyph=lines, name=name("lines")),
    ]
    return _pane(plot)


def gap_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL against separation, covering and on one bump, still empty: the browser fills it."""
    name = _names(widget_id, "gap")
    plot = _bare(name)
    for part, dash in (("covering", "solid"), ("one-bump", [9, 6])):
        source = ColumnDataSource({"x": [], "y": []}, name=name(part))
        line = Line(line_width=3, line_dash=dash, line_cap="round")
        plot.renderers.append(GlyphRenderer(data_source=source, glyph=line, name=name(f"line-{part}")))
    return _pane(plot)


def _names(widget_id: str, panel: str) -> Name:
    """Return the function that names a figure's models, by which the browser finds them."""
    return lambda part: f"gaussian-fit-{widget_id}-{panel}-{part}"


def _bare(name: Name, across: tuple[float, float] = (0.0, 1.0), top: float = 1.0) -> Plot:
    return Plot(
        name=name("figure"),
        x_range=Range1d(*across),
        y_range=Range1d(0, top),
        toolbar_location=None,
        sizing_mode="stretch_both",
        min_border=0,
        outline_line_color=None,
        background_fill_alpha=0,
        border_fill_alpha=0,
    )


def _pane(plot: Plot) -> Bokeh:
    return Bokeh(plot, sizing_mode="stretch_both", margin=0)
