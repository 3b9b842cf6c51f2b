"""What probability forecasts of yes or no are worth: scores and their parts, calibration, temperature, other priors."""

from app.kernel.scoring.calibration import expected_calibration_error
from app.kernel.scoring.parts import ScoreParts, brier_parts, log_loss_parts
from app.kernel.scoring.priors import prior_shift, weighted_target
from app.kernel.scoring.tempering import Tempering, best_temperature, temper

__all__ = [
    "ScoreParts",
    "Tempering",
    "best_temperature",
    "brier_parts",
    "expected_calibration_error",
    "log_loss_parts",
    "prior_shift",
    "temper",
    "weighted_target",
]
