"""Lower bounds on an evidence: ln p(x) = bound + KL(q ‖ posterior), where all of it is known."""

from app.kernel.bounds.latent import EvidenceBound, LatentModel, latent_bound, sampled_gap
from app.kernel.bounds.normal_model import NormalBound, NormalModel, Trade, beta_trade

__all__ = [
    "EvidenceBound",
    "LatentModel",
    "NormalBound",
    "NormalModel",
    "Trade",
    "beta_trade",
    "latent_bound",
    "sampled_gap",
]
