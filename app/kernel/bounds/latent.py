"""A hidden cause with finitely many values: evidence, posterior, and every bound as a finite sum."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.binomial import binomial_pmf
from app.kernel.divergences import kl_divergence
from app.kernel.errors import KernelError
from app.kernel.gap import gaps
from app.kernel.pmf import Pmf, as_pair, as_pmf
from app.kernel.reading import read_numbers

#: Draws less probable than this part of the posterior are left out.
_RAREST: Final = 1e-300


@dataclass(frozen=True, slots=True)
class LatentModel:
    r"""What one observation x says about a hidden z.

    .. math:: p(x) = \sum_z p(z)\, p(x \mid z), \qquad p(z \mid x) = \frac{p(z)\, p(x \mid z)}{p(x)}

    Parameters
    ----------
    prior
        Shape (k,): p(z).
    likelihoods
        Shape (k,): p(x | z) of what was observed, finite and at least 0; they need not sum to 1.

    Raises
    ------
    KernelError
        If the prior is no distribution, a likelihood is negative or not finite, their numbers differ, or x cannot be.

    Notes
    -----
    The usual misunderstanding: that likelihoods are a distribution. They are over x, and z is only their index.

    Examples
    --------
    >>> model = LatentModel([0.5, 0.5], [0.8, 0.2])
    >>> round(model.log_evidence, 6), model.posterior.probabilities.tolist()
    (-0.693147, [0.8, 0.2])
    """

    prior: Pmf
    likelihoods: FloatArray

    def __init__(self, prior: ArrayLike | Pmf, likelihoods: ArrayLike) -> None:
        before, given = as_pmf(prior, "prior"), read_numbers(likelihoods, "likelihoods")
        wrong = ~((given >= 0.0) & np.isfinite(given))
        if wrong.any():
            index = int(np.argmax(wrong))
            raise KernelError(
                f"likelihoods[{index}] is {float(given[index])!r}, but it is finite and never negative: give one."
            )
        if given.size != len(before):
            raise KernelError(
                f"prior has {len(before)} values and there are {given.size} likelihoods: give one for each."
            )
        if not (before.probabilities * given).any():
            raise KernelError("no z that the prior allows could have given x: give one of them a likelihood above 0.")
        object.__setattr__(self, "prior", before)
        object.__setattr__(self, "likelihoods", given)

    @property
    def log_evidence(self) -> float:
        """Ln p(x), in nats: what the model, and no q, says of the observation."""
        together = math.fsum((self.prior.probabilities * self.likelihoods).tolist())
        return math.log(together) - math.log1p(self.prior.excess)

    @property
    def posterior(self) -> Pmf:
        """The distribution of z once x is seen."""
        return Pmf.from_weights(self.prior.probabilities * self.likelihoods)


@dataclass(frozen=True, slots=True)
class EvidenceBound:
    """A bound below ln p(x), and what it is made of, in nats.

    Attributes
    ----------
    evidence : float
        ln p(x); no q moves it.
    reconstruction : float
        E_q ln p(x | z); -∞ where q allows a z that cannot have given x.
    kl_to_prior : float
        KL(q ‖ prior).
    gap : float
        KL(q ‖ posterior), at least 0.

    Examples
    --------
    >>> EvidenceBound(-0.5, -1.0, 0.25, 0.75).bound
    -1.25
    """

    evidence: float
    reconstruction: float
    kl_to_prior: float
    gap: float

    @property
    def bound(self) -> float:
        """Reconstruction less KL to the prior: the evidence less the gap."""
        return self.reconstruction - self.kl_to_prior


def latent_bound(model: LatentModel, q: ArrayLike | Pmf) -> EvidenceBound:
    r"""Return the evidence lower bound of a guess q at the posterior.

    .. math:: \ln p(x) = \underbrace{\mathrm{E}_q \ln p(x \mid z) - \mathrm{KL}(q \| p(z))}_{\text{bound}}
        + \mathrm{KL}(q \| p(z \mid x))

    Parameters
    ----------
    model
        What x says about z.
    q
        Shape (k,): the guess.

    Returns
    -------
    EvidenceBound
        In nats. A q that allows what the prior or x rules out has a bound of -∞.

    Raises
    ------
    KernelError
        If q is no distribution, or not over the values of z.

    Notes
    -----
    The usual misunderstanding: that to raise the bound is to raise the evidence. With the model fixed it closes a gap;
    and the KL to the prior is not the gap.

    References
    ----------
    Jordan et al. (1999), "An Introduction to Variational Methods for Graphical Models". Blei, Kucukelbir & McAuliffe
    (2017), "Variational Inference: A Review for Statisticians".

    Examples
    --------
    >>> even = latent_bound(LatentModel([0.5, 0.5], [0.8, 0.2]), [0.5, 0.5])
    >>> round(even.bound, 6), round(even.gap, 6)
    (-0.916291, 0.223144)
    """
    _, guess = as_pair(model.prior, as_pmf(q, "q"))
    weights = guess.probabilities / (1.0 + guess.excess)
    possible = weights > 0.0
    with np.errstate(divide="ignore"):
        logs = np.log(model.likelihoods[possible])
    reconstruction = math.fsum((weights[possible] * logs).tolist()) if np.isfinite(logs).all() else -math.inf
    return EvidenceBound(
        evidence=model.log_evidence,
        reconstruction=reconstruction,
        kl_to_prior=kl_divergence(guess, model.prior, "nats"),
        gap=kl_divergence(guess, model.posterior, "nats"),
    )


def sampled_gap(model: LatentModel, q: ArrayLike | Pmf, samples: int) -> float:
    r"""Return how far the importance-weighted bound with n samples of q stays below ln p(x), for z with two values.

    .. math:: \ln p(x) - \mathrm{E}_{z_1, \dots, z_n \sim q} \ln \frac1n \sum_{i=1}^{n} \frac{p(x, z_i)}{q(z_i)}

    Parameters
    ----------
    model
        Of two values of z.
    q
        Shape (2,): what z is drawn from.
    samples
        n, at least 1.

    Returns
    -------
    float
        In nats, at least 0; KL(q ‖ posterior) for n = 1, and never more for a larger n.

    Raises
    ------
    KernelError
        If q is no distribution over two values, or there is no sample.

    Notes
    -----
    The usual misunderstanding: that samples make up for any q. What q never draws no number of samples finds; what it
    draws too seldom they find slowly. So the q with the better bound for n = 1 can be the worse one to draw from.

    References
    ----------
    Burda, Grosse & Salakhutdinov (2016), "Importance Weighted Autoencoders".

    Examples
    --------
    >>> model = LatentModel([0.5, 0.5], [0.8, 0.2])
    >>> [round(sampled_gap(model, [0.5, 0.5], n), 6) for n in (1, 2, 10)]
    [0.223144, 0.111572, 0.01902]
    >>> [round(sampled_gap(model, [0.99, 0.01], n), 6) for n in (1, 2, 10)]
    [0.181005, 0.162178, 0.094471]
    """
    _, guess = as_pair(model.prior, as_pmf(q, "q"))
    if samples < 1:
        raise KernelError(f"samples is {samples}, but a bound needs one at least: give 1 or more.")
    posterior = model.posterior
    b = posterior.probabilities / (1.0 + posterior.excess)
    a = guess.probabilities / (1.0 + guess.excess)
    # So rare that the weight of a draw is no double: it changes nothing.
    a = np.where(a > _RAREST * b, a, 0.0)
    counts = binomial_pmf(a, samples)
    weights = np.divide(b, a, out=np.zeros(2), where=a > 0.0)
    beyond = np.divide(b - a, a, out=np.zeros(2), where=a > 0.0)
    k = np.arange(samples + 1.0)
    shares = np.stack([k, samples - k]) / samples
    means, means_beyond = weights @ shares, beyond @ shares
    drawn = counts > 0.0
    if not means[drawn].all():
        return math.inf
    # Each is the height of the tangent of a logarithm above it; the tangents average to what q never draws.
    costs = gaps(np.ones(int(drawn.sum())), means[drawn], means_beyond[drawn], "nats")
    return math.fsum([*(counts[drawn] * costs).tolist(), *b[a == 0.0].tolist()])
