"""KL from samples: three estimators, what each is worth for one draw, and where each leads as a loss."""

from app.kernel.estimators.clamping import clamp_reach, clamped_k3_mean
from app.kernel.estimators.gradients import EstimatorGradients, GradientMoments, Weighting, estimator_gradients
from app.kernel.estimators.moments import EstimateMoments, KlEstimators, kl_estimators
from app.kernel.estimators.normal_moments import kl_estimators_of_normals
from app.kernel.estimators.values import k1, k2, k3

__all__ = [
    "EstimateMoments",
    "EstimatorGradients",
    "GradientMoments",
    "KlEstimators",
    "Weighting",
    "clamp_reach",
    "clamped_k3_mean",
    "estimator_gradients",
    "k1",
    "k2",
    "k3",
    "kl_estimators",
    "kl_estimators_of_normals",
]
