"""The continuous kernel: a truth of a few bumps, a model of one, and the two KLs between them."""

from app.kernel.normals.between_mixtures import kl_mixtures
from app.kernel.normals.divergences import kl_forward, kl_reverse
from app.kernel.normals.fit import Fit, fit_forward, fit_reverse
from app.kernel.normals.landscape import Landscape, landscape
from app.kernel.normals.mixture import NormalMixture
from app.kernel.normals.normal import Normal
from app.kernel.normals.pull import Pull, kl_normals, pull_to_standard

__all__ = [
    "Fit",
    "Landscape",
    "Normal",
    "NormalMixture",
    "Pull",
    "fit_forward",
    "fit_reverse",
    "kl_forward",
    "kl_mixtures",
    "kl_normals",
    "kl_reverse",
    "landscape",
    "pull_to_standard",
]
