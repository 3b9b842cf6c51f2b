"""The numbers of the course: entropy, cross-entropy, divergences and codes, in NumPy and SciPy alone."""

from app.kernel.divergences import js_divergence, kl_divergence, kl_terms
from app.kernel.entropies import cross_entropy, entropy, perplexity, surprisal
from app.kernel.errors import KernelError
from app.kernel.mixing import mix, smooth
from app.kernel.pmf import Pmf
from app.kernel.units import Unit

__all__ = [
    "KernelError",
    "Pmf",
    "Unit",
    "cross_entropy",
    "entropy",
    "js_divergence",
    "kl_divergence",
    "kl_terms",
    "mix",
    "perplexity",
    "smooth",
    "surprisal",
]
