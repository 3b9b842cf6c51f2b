"""One page of Panel's: a figure, its parameters as widgets, and its numbers as a table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import panel as pn
import param
from markupsafe import Markup

from app.notebook.figure import Answering, Figure, figure_class
from app.pages.files.assets import ROOT

TEMPLATE = Path(__file__).with_name("page.html")
SHEETS = ("tokens", "fonts")
WITH_A_WIDGET = (param.Number, param.Boolean, param.Selector, param.String)
"""The parameters that Panel has a widget of its own for; others are typed as Python writes them."""
TABLE = """
table { border-collapse: collapse; font: 0.9rem/1.5 var(--font-sans, sans-serif); font-variant-numeric: tabular-nums; }
th, td { text-align: left; font-weight: 400; padding: 0.2rem 1.5rem 0.2rem 0; border-bottom: 1px solid #8885; }
"""


def page_of(kind: str, answering: Answering | None) -> pn.Template:
    """Return the page of a kind of figures, in the state that its address asks for."""
    figure = _asked(figure_class(kind))
    figure.answering = answering
    page = pn.Template(_template(), nb_template="")
    page.add_panel("figure", pn.panel(figure))
    page.add_panel("parameters", parameters_of(figure))
    page.add_panel("numbers", pn.pane.HTML(pn.bind(table, figure.param.numbers), stylesheets=[TABLE]))
    page.add_variable("name", type(figure).__name__)
    page.add_variable("heading", figure.widget.title)
    return page


def _asked(kind: type[Figure]) -> Figure:
    """Return a figure as the query string of the page describes it, or as it starts where that is impossible."""
    given = {name: values[-1].decode("utf-8", "replace") for name, values in pn.state.session_args.items()}
    start = kind.widget.State()
    try:
        asked = kind.widget.State.from_query(given, start).as_dict()
    except ValueError:
        asked = start.as_dict()
    return kind(**{name: asked[name] for name in kind.fields})


def parameters_of(figure: Figure) -> pn.Param:
    """Return Panel's widgets for a figure's parameters."""
    typed = {
        name: pn.widgets.LiteralInput
        for name in figure.fields
        if figure.param[name].allow_None or not isinstance(figure.param[name], WITH_A_WIDGET)
    }
    return pn.Param(figure.param, parameters=list(figure.fields), widgets=typed, show_name=False)


def table(numbers: Mapping[str, float]) -> str:
    """Return a figure's numbers as a table of HTML."""
    row = Markup("<tr><th scope='row'><code>{}</code></th><td>{}</td></tr>")
    rows = Markup().join(row.format(name, _written(value)) for name, value in numbers.items())
    return str(
        Markup("<table><caption>Its numbers</caption>{}</table>").format(rows)
    )  # Panel escapes it once more, which a Markup would undo


def _written(value: float) -> str:
    return f"{'−' if value < 0 else ''}∞" if math.isinf(value) else f"{value:.6g}"


@cache
def _template() -> str:
    styles = "\n".join((ROOT / "static/css" / f"{name}.css").read_text("utf-8") for name in SHEETS)
    return TEMPLATE.read_text("utf-8").replace("/* styles */", styles.replace('url("../', 'url("/'))
