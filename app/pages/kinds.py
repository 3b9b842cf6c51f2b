"""The kinds of widgets that lessons and lab pages may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.ui.widget import Widget
from app.widgets.descent.view import Descent
from app.widgets.gaussian_fit.view import GaussianFit
from app.widgets.letter_guess.view import LetterGuess
from app.widgets.pmf_bars.view import PmfBars
from app.widgets.surprise.view import Surprise
from app.widgets.tangent.view import Tangent
from app.widgets.telegram.view import Telegram

#: In the order in which the course meets them.
WIDGETS: Sequence[Widget] = (
    Surprise(),
    LetterGuess(),
    PmfBars(),
    Telegram(),
    Tangent(),
    GaussianFit(),
    Descent(),
)

KINDS: Mapping[str, Widget] = MappingProxyType({widget.kind: widget for widget in WIDGETS})
"""Each kind once; a widget holds nothing that changes, so all pages share it."""
