"""A normal cause with normal noise: the evidence is known in closed form, and so is every bound."""

import math
from dataclasses import dataclass

from app.kernel.errors import KernelError
from app.kernel.normals.normal import LOG_2PI, Normal, finite, positive
from app.kernel.normals.pull import kl_normals


@dataclass(frozen=True, slots=True)
class NormalModel:
    r"""z is standard normal, and x is z with normal noise.

    .. math:: z \sim N(0, 1), \quad x \mid z \sim N(z, s^2): \qquad p(x) = N(x; 0, 1 + s^2), \qquad
        p(z \mid x) = N\Bigl( \frac{x}{1 + s^2}, \frac{s^2}{1 + s^2} \Bigr)

    Parameters
    ----------
    noise
        s, the sd of the noise, above 0.

    Raises
    ------
    KernelError
        If the noise is not a finite number above 0.

    Examples
    --------
    >>> model = NormalModel(1.0)
    >>> round(model.log_evidence(1.0), 6), model.posterior(1.0).mean
    (-1.515512, 0.5)
    """

    noise: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "noise", positive(self.noise, "noise"))

    def log_evidence(self, x: float) -> float:
        """Return ln p(x), in nats."""
        return float(Normal(0.0, math.hypot(1.0, self.noise)).log_density(finite(x, "x")))

    def posterior(self, x: float) -> Normal:
        """Return the distribution of z once x is seen."""
        return Normal(finite(x, "x") / (1.0 + self.noise * self.noise), self.noise / math.hypot(1.0, self.noise))

    def bound(self, x: float, q: Normal, beta: float = 1.0) -> "NormalBound":
        r"""Return the evidence lower bound of a guess q at the posterior.

        .. math:: \mathrm{E}_q \ln p(x \mid z) = -\tfrac12 \ln 2\pi s^2 - \frac{(x - \mu)^2 + \sigma^2}{2 s^2}

        Parameters
        ----------
        x
            What was observed.
        q
            N(μ, σ²).
        beta
            What each nat of KL to the prior is counted as; only 1 makes it a bound on the evidence.

        Returns
        -------
        NormalBound
            In nats.

        Raises
        ------
        KernelError
            If x is not finite, or beta is negative or not finite.

        References
        ----------
        Kingma & Welling (2014), "Auto-Encoding Variational Bayes". Higgins et al. (2017), "beta-VAE".
        """
        if not (math.isfinite(beta) and beta >= 0.0):
            raise KernelError(f"beta is {beta!r}, but it is a finite number from 0: give one, such as 1.")
        miss, spread = (finite(x, "x") - q.mean) / self.noise, q.sd / self.noise
        return NormalBound(
            evidence=self.log_evidence(x),
            reconstruction=-0.5 * LOG_2PI - math.log(self.noise) - 0.5 * (miss * miss + spread * spread),
            kl_to_prior=kl_normals(q, Normal(0.0, 1.0)),
            gap=kl_normals(q, self.posterior(x)),
            beta=beta,
        )


@dataclass(frozen=True, slots=True)
class NormalBound:
    """A bound below ln p(x), and what it is made of, in nats.

    Attributes
    ----------
    evidence : float
        ln p(x); no q moves it.
    reconstruction : float
        E_q ln p(x | z).
    kl_to_prior : float
        KL(q ‖ prior).
    gap : float
        KL(q ‖ posterior), at least 0: not the KL to the prior, nor that from the posterior.
    beta : float
        What the KL to the prior is counted as.

    Examples
    --------
    >>> best = NormalModel(1.0).bound(1.0, Normal(0.5, math.sqrt(0.5)))
    >>> round(best.bound, 9) == round(best.evidence, 9), round(best.kl_to_prior, 6), round(best.gap, 12)
    (True, 0.221574, 0.0)
    """

    evidence: float
    reconstruction: float
    kl_to_prior: float
    gap: float
    beta: float = 1.0

    @property
    def bound(self) -> float:
        """Reconstruction less KL to the prior: the evidence less the gap."""
        return self.reconstruction - self.kl_to_prior

    @property
    def objective(self) -> float:
        """Reconstruction less beta times KL to the prior: the bound if beta is 1."""
        return self.reconstruction - self.beta * self.kl_to_prior


@dataclass(frozen=True, slots=True)
class Trade:
    """What the best code of a beta-VAE spends, and what it gets, on average over the data.

    Attributes
    ----------
    rate : float
        Mean KL(q ‖ prior), in nats: what the code says about x.
    distortion : float
        Mean squared error.
    bound : float
        The plain bound, beta being 1, on average, in nats.

    Examples
    --------
    >>> Trade(0.0, 1.0, -2.0).rate
    0.0
    """

    rate: float
    distortion: float
    bound: float


def beta_trade(beta: float, noise: float, sd: float = 1.0) -> Trade:
    r"""Return what the best linear code of normal data does at a price beta for each nat.

    .. math:: D = \min(\beta s^2, \sigma^2), \qquad R = \tfrac12 \ln \frac{\sigma^2}{D}, \qquad
        \text{bound} = -\tfrac12 \ln 2\pi s^2 - \frac{D}{2 s^2} - R

    Parameters
    ----------
    beta
        β > 0.
    noise
        s > 0, the sd of the decoder.
    sd
        σ > 0, that of the data.

    Returns
    -------
    Trade
        A rate of 0 from β = σ²/s² on: the code says nothing, and the posterior has collapsed onto the prior.

    Raises
    ------
    KernelError
        If one is not a finite number above 0.

    Notes
    -----
    The usual misunderstanding: that collapse is a failure of training. Here it is the best that can be done at that
    price.

    References
    ----------
    Cover & Thomas (2006), theorem 10.3.2, for the rate. Alemi et al. (2018), "Fixing a Broken ELBO". Lucas et al.
    (2019), "Don't Blame the ELBO!".

    Examples
    --------
    >>> [round(beta_trade(beta, 0.5).rate, 6) for beta in (0.5, 1, 2, 4)]
    [1.039721, 0.693147, 0.346574, 0.0]
    """
    price, s, sigma = (positive(value, name) for value, name in ((beta, "beta"), (noise, "noise"), (sd, "sd")))
    distortion = min(price * s * s, sigma * sigma)
    rate = max(0.0, math.log(sigma) - 0.5 * math.log(distortion))
    return Trade(rate, distortion, -0.5 * LOG_2PI - math.log(s) - 0.5 * distortion / (s * s) - rate)
