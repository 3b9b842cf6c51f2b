"""What the browser asks and only Python computes: best Qs, the landscape, the way downhill, the alphas, the gap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from app.figure.widget import StateError
from app.kernel.alpha import alpha_path
from app.kernel.downhill import Direction, downhill_path
from app.kernel.normals import NormalMixture
from app.kernel.separation import birth_separation, separation_story, swap_separation
from app.widgets.gaussian_fit.model.optima import TIE, as_model
from app.widgets.gaussian_fit.panels.relief import relief
from app.widgets.gaussian_fit.state import GaussianFitState

#: The slider between the directions has these positions, so that each has its answer beforehand.
ALPHAS: Final = tuple(index / 50 for index in range(51))
#: The separations, in sd, at which the gap story is computed.
SEPARATIONS: Final = tuple(index / 20 for index in range(241))


def answer(state: GaussianFitState, question: Mapping[str, Any]) -> dict[str, Any]:
    """Answer `{"ask": name, "of": fields}`: `of` are fields in which the browser is ahead of the state.

    Parameters
    ----------
    state
        The state that the server has.
    question
        `ask` is one of "optima", "landscape", "downhill", "between", "gap".

    Returns
    -------
    dict
        The answer; all KLs in nats.

    Raises
    ------
    StateError
        If the question is unknown, or its state cannot be.
    """
    name = question.get("ask")
    if not isinstance(name, str) or name not in _ANSWERS:
        raise StateError(f"ask is {name!r}: ask for one of {', '.join(_ANSWERS)}.")
    fields = question.get("of", {})
    if not isinstance(fields, Mapping):
        raise StateError(f"of is {fields!r}, but it holds the fields of a state: send an object.")
    asked = type(state)()
    asked.update(state.as_dict() | dict(fields))
    return _ANSWERS[name](asked)


def _optima(state: GaussianFitState) -> dict[str, Any]:
    return state.optima().as_dict()


def _landscape(state: GaussianFitState) -> dict[str, Any]:
    return relief(state.truth)


def _downhill(state: GaussianFitState) -> dict[str, Any]:
    direction: Direction = "forward" if state.direction == "forward" else "reverse"
    path = downhill_path(state.truth, state.model, direction, keep_sd=state.fixed)
    return {"steps": [as_model(step) for step in path]}


def _between(state: GaussianFitState) -> dict[str, Any]:
    return {"alphas": list(ALPHAS), "minima": _minima(state.truth), "tie": TIE}


@lru_cache(maxsize=64)
def _minima(truth: NormalMixture) -> list[list[dict[str, float]]]:
    return [[as_model(fit) for fit in fits] for fits in alpha_path(truth, ALPHAS)]


@cache
def _gap_story() -> dict[str, Any]:
    story = separation_story(SEPARATIONS)
    return {
        "separations": list(story.separations),
        "covering": list(story.covering),
        "oneBump": list(story.one_bump),
        "bimodal": 2.0,
        "birth": birth_separation(),
        "swap": swap_separation(),
    }


_ANSWERS: Final[Mapping[str, Callable[[GaussianFitState], dict[str, Any]]]] = {
    "optima": _optima,
    "landscape": _landscape,
    "downhill": _downhill,
    "between": _between,
    "gap": lambda _state: _gap_story(),
}
