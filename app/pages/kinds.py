"""The kinds of widgets that lessons and lab pages may name."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from app.figure.widget import Widget
from app.widgets.descent.view import Descent
from app.widgets.distillation.view import Distillation
from app.widgets.estimates.view import Estimates
from app.widgets.evidence.view import Evidence
from app.widgets.gaussian_fit.view import GaussianFit
from app.widgets.gaussian_pull.view import GaussianPull
from app.widgets.interval.view import Interval
from app.widgets.kl_arrows.view import KlArrows
from app.widgets.leash.view import Leash
from app.widgets.letter_guess.view import LetterGuess
from app.widgets.lift.view import Lift
from app.widgets.logits.view import Logits
from app.widgets.loss_gradients.view import LossGradients
from app.widgets.mosaic.view import Mosaic
from app.widgets.ngram.view import Ngram
from app.widgets.pmf_bars.view import PmfBars
from app.widgets.reliability.view import Reliability
from app.widgets.slide_apart.view import SlideApart
from app.widgets.surprise.view import Surprise
from app.widgets.tangent.view import Tangent
from app.widgets.telegram.view import Telegram
from app.widgets.triangle.view import Triangle

#: In the order in which the course meets them.
WIDGETS: Sequence[Widget] = (
    Surprise(),
    LetterGuess(),
    PmfBars(),
    Telegram(),
    Tangent(),
    GaussianFit(),
    Descent(),
    Logits(),
    LossGradients(),
    Ngram(),
    GaussianPull(),
    Distillation(),
    Leash(),
    SlideApart(),
    Triangle(),
    Mosaic(),
    Estimates(),
    KlArrows(),
    Reliability(),
    Interval(),
    Evidence(),
    Lift(),
)

KINDS: Mapping[str, Widget] = MappingProxyType({widget.kind: widget for widget in WIDGETS})
"""Each kind once; a widget holds nothing that changes, so all pages share it."""


def widgets_of(kinds: Container[str]) -> list[Widget]:
    """Return the widgets of some kinds, in the order in which the course meets them."""
    return [widget for widget in WIDGETS if widget.kind in kinds]
