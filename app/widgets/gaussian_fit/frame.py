"""What the first paint shows: numbers with their texts, curves and handles. `view.js` keeps the same layout alive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from app.figure.format import format_number, format_plain
from app.figure.options import WidgetOptions
from app.kernel.units import PER_NAT
from app.widgets.gaussian_fit.answers import ALPHAS, SEPARATIONS
from app.widgets.gaussian_fit.panels.curves import HEIGHT, WIDTH, closed, grips, model_path, truth_path
from app.widgets.gaussian_fit.panels.window import window
from app.widgets.gaussian_fit.state import GaussianFitState

#: The direction whose best Q is predicted, by placing one where one expects it.
PREDICTED: Final = {"kl-best": "forward", "kl-reverse-best": "reverse"}


def percent(part: float) -> str:
    """Return a part of the picture, also beyond its edges."""
    return f"{part * 100:.3f}%"


def first_paint(state: GaussianFitState, options: WidgetOptions) -> dict[str, Any]:
    """Return the names that the template uses."""
    truth, model = state.truth, state.model
    seen = window(truth, model)
    p, q = truth_path(truth, seen), model_path(model, seen)
    return {
        "state": state,
        "options": options,
        "hidden": frozenset(options.hide),
        "pending": options.pending,
        "predicted": None if options.predict is None else PREDICTED[options.predict],
        "committed": options.committed
        and {name: _committed_text(options.committed, name) for name in ("guess", "truth")},
        "size": (WIDTH, HEIGHT),
        "curves": {"p": p, "p-area": closed(p), "q": q, "q-area": closed(q)},
        "grips": {name: (percent(x), percent(y)) for name, (x, y) in grips(model, seen).items()},
        "ticks": [(percent(seen.across(tick)), format_plain(tick)) for tick in seen.ticks()],
        "moments": {"mean": format_number(truth.mean), "sd": format_number(truth.variance**0.5)},
        "rows": [] if options.pending else _rows(state),
        "short": short,
        "alphas": ALPHAS,
        "separations": SEPARATIONS,
    }


def short(value: float) -> str:
    """Return a place or a width as the widget writes it.

    Examples
    --------
    >>> short(2.0), short(-0.125)
    ('2', '−0.125')
    """
    return format_plain(value)


def _committed_text(committed: Mapping[str, Any], name: str) -> str:
    """Return the guess or the truth as it is written: by the page, or else here."""
    return committed.get(f"{name}_text") or format_number(float(committed[name]), str(committed["unit"]))


def _rows(state: GaussianFitState) -> list[dict[str, str]]:
    """Return the best Qs for the table: what each is, μ, σ, and its KL."""
    best, per_nat = state.optima(), PER_NAT[state.unit]
    named = [("best forward", best.forward)]
    for place, fit in enumerate(best.reverse):
        sort = "a minimum, reverse" if place >= best.tied else "tied best, reverse" if best.tied > 1 else "best reverse"
        named.append((sort, fit))
    return [
        {
            "name": name,
            "mu": format_number(fit.mean),
            "sigma": format_number(fit.sd),
            "kl": format_number(fit.kl * per_nat, state.unit),
        }
        for name, fit in named
    ]
