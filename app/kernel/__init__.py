"""The numbers of the course: entropy, cross-entropy, divergences and codes, in NumPy and SciPy alone."""

from app.kernel.descent import softmax_descent
from app.kernel.divergences import js_divergence, kl_divergence, kl_terms
from app.kernel.entropies import cross_entropy, entropy, perplexity, surprisal
from app.kernel.errors import KernelError
from app.kernel.jensen import Jensen, jensen
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
from app.kernel.sampling import draw_counts, uniforms
from app.kernel.softmax import log_softmax, softmax
from app.kernel.tilting import tilt, tilted_value
from app.kernel.units import Unit

__all__ = [
    "Fit",
    "Jensen",
    "KernelError",
    "Landscape",
    "Normal",
    "NormalMixture",
    "Pmf",
    "Unit",
    "cross_entropy",
    "draw_counts",
    "entropy",
    "fit_forward",
    "fit_reverse",
    "jensen",
    "js_divergence",
    "kl_divergence",
    "kl_forward",
    "kl_reverse",
    "kl_terms",
    "landscape",
    "log_softmax",
    "mix",
    "perplexity",
    "smooth",
    "softmax",
    "softmax_descent",
    "surprisal",
    "tilt",
    "tilted_value",
    "uniforms",
]
