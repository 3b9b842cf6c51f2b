"""The numbers of the course: entropy, cross-entropy, divergences and codes, in NumPy and SciPy alone."""

from app.kernel.descent import softmax_descent
from app.kernel.divergences import js_divergence, kl_divergence, kl_terms
from app.kernel.entropies import cross_entropy, entropy, perplexity, surprisal
from app.kernel.errors import KernelError
from app.kernel.estimators import (
    EstimatorGradients,
    KlEstimators,
    estimator_gradients,
    kl_estimators,
    kl_estimators_of_normals,
)
from app.kernel.information import conditional_entropy, joint_entropy, mutual_information
from app.kernel.jensen import Jensen, jensen
from app.kernel.joint import Joint
from app.kernel.mixing import mix, smooth
from app.kernel.normals import (
    Fit,
    Landscape,
    Normal,
    NormalMixture,
    fit_forward,
    fit_reverse,
    kl_forward,
    kl_reverse,
    landscape,
)
from app.kernel.pmf import Pmf
from app.kernel.sampling import draw_counts, draw_samples, standard_normals, uniforms
from app.kernel.softmax import log_softmax, softmax
from app.kernel.tilting import tilt, tilted_value
from app.kernel.total_variation import total_variation
from app.kernel.units import Unit

__all__ = [
    "EstimatorGradients",
    "Fit",
    "Jensen",
    "Joint",
    "KernelError",
    "KlEstimators",
    "Landscape",
    "Normal",
    "NormalMixture",
    "Pmf",
    "Unit",
    "conditional_entropy",
    "cross_entropy",
    "draw_counts",
    "draw_samples",
    "entropy",
    "estimator_gradients",
    "fit_forward",
    "fit_reverse",
    "jensen",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "kl_estimators",
    "kl_estimators_of_normals",
    "kl_forward",
    "kl_reverse",
    "kl_terms",
    "landscape",
    "log_softmax",
    "mix",
    "mutual_information",
    "perplexity",
    "smooth",
    "softmax",
    "softmax_descent",
    "standard_normals",
    "surprisal",
    "tilt",
    "tilted_value",
    "total_variation",
    "uniforms",
]
