"""The Bokeh figures: bare canvases that fill their frames; axes, names and handles are in the page, over them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper, Range1d
from bokeh.plotting import figure
from panel.pane import Bokeh

from app.widgets.gaussian_fit.curves import model_curve, truth_curve
from app.widgets.gaussian_fit.state import GaussianFitState
from app.widgets.gaussian_fit.window import window

LIGHT = {"p": "#a81e1e", "q": "#1d5fb4"}
"""The colours until the page has said its own; `canvas.js` reads them from the page's tokens."""

_GREYS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]


def curves_figure(state: GaussianFitState, widget_id: str) -> Bokeh:
    """Return the picture of P, filled, and Q, dashed, for a state."""
    plot, name = _bare(widget_id, "curves")
    truth, model = state.truth, state.model
    seen = window(truth, model)
    plot.x_range.update(start=seen.low, end=seen.high)
    plot.y_range.update(start=0, end=seen.top)
    curves = {"p": truth_curve(truth, seen), "q": model_curve(model, seen)}
    sources = {part: ColumnDataSource({"x": x, "y": y}, name=name(part)) for part, (x, y) in curves.items()}
    for part, alpha in (("p", 0.17), ("q", 0.07)):
        plot.varea(
            "x", 0, "y", source=sources[part], fill_color=LIGHT[part], fill_alpha=alpha, name=name(f"area-{part}")
        )
    for part, dash, width in (("p", "solid", 2.5), ("q", [8, 5], 2.75)):
        plot.line(
            "x", "y", source=sources[part], line_color=LIGHT[part], line_dash=dash, line_width=width, line_join="round",
            name=name(f"line-{part}"),
        )  # fmt: skip
    return _pane(plot)


def landscape_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL over (μ, ln σ), an image and its contours, still empty: the browser fills it."""
    plot, name = _bare(widget_id, "landscape")
    pixel = {"image": [np.zeros((2, 2), dtype=np.uint8)], "x": [0.0], "y": [0.0], "dw": [1.0], "dh": [1.0]}
    mapper = LinearColorMapper(palette=_GREYS, low=0, high=255, name=name("colours"))
    image = ColumnDataSource(pixel, name=name("image"))
    plot.image("image", x="x", y="y", dw="dw", dh="dh", source=image, color_mapper=mapper)
    lines = ColumnDataSource({"xs": [], "ys": [], "width": []}, name=name("contours"))
    plot.multi_line("xs", "ys", source=lines, line_width="width", line_alpha=0.5, name=name("lines"))
    return _pane(plot)


def gap_figure(widget_id: str) -> Bokeh:
    """Return the picture of KL against separation, covering and on one bump, still empty: the browser fills it."""
    plot, name = _bare(widget_id, "gap")
    for part, dash in (("covering", "solid"), ("one-bump", [9, 6])):
        source = ColumnDataSource({"x": [], "y": []}, name=name(part))
        plot.line("x", "y", source=source, line_width=3, line_dash=dash, line_cap="round", name=name(f"line-{part}"))
    return _pane(plot)


def _bare(widget_id: str, panel: str) -> tuple[figure, Callable[[str], str]]:
    """Return an empty figure, and the function that names its models, by which the browser finds them."""

    def name(part: str) -> str:
        return f"gaussian-fit-{widget_id}-{panel}-{part}"

    plot = figure(
        name=name("figure"),
        x_range=Range1d(0, 1),
        y_range=Range1d(0, 1),
        tools="",
        toolbar_location=None,
        sizing_mode="stretch_both",
        min_border=0,
        outline_line_color=None,
        background_fill_alpha=0,
        border_fill_alpha=0,
    )
    plot.axis.visible = False
    plot.grid.visible = False
    return plot, name


def _pane(plot: figure) -> Bokeh:
    return Bokeh(plot, sizing_mode="stretch_both", margin=0)
