"""One normal distribution: the model Q."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.kernel.arrays import ArrayLike, FloatArray
from app.kernel.errors import KernelError
from app.kernel.units import PER_NAT, Unit, check_unit

LOG_2PI: Final = math.log(2.0 * math.pi)


@dataclass(frozen=True, slots=True)
class Normal:
    r"""A normal distribution.

    .. math:: q(x) = \frac{1}{\sqrt{2\pi}\,\sigma} \exp\Bigl(-\frac{(x - \mu)^2}{2 \sigma^2}\Bigr)

    Parameters
    ----------
    mean
        μ, finite.
    sd
        σ, finite and greater than 0.

    Raises
    ------
    KernelError
        If μ is not finite, or σ is not finite and greater than 0.

    Notes
    -----
    A density is no probability: it can be greater than 1, and then its logarithm is positive, and so its entropy
    can be negative.

    Examples
    --------
    >>> q = Normal(0.0, 0.1)
    >>> round(float(q.log_density(0.0)), 6), round(q.entropy("nats"), 6)
    (1.383647, -0.883647)
    """

    mean: float
    sd: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "mean", finite(self.mean, "mean"))
        object.__setattr__(self, "sd", positive(self.sd, "sd"))

    def log_density(self, x: ArrayLike) -> FloatArray:
        """Return ln q at each x, in the shape of x."""
        z = (np.asarray(x, dtype=np.float64) - self.mean) / self.sd
        return np.asarray(-0.5 * z * z - math.log(self.sd) - 0.5 * LOG_2PI)

    def entropy(self, unit: Unit = "nats") -> float:
        """Return the differential entropy, ½ log(2πe σ²): below 0 where σ is below 0.242."""
        check_unit(unit)
        return (0.5 * (LOG_2PI + 1.0) + math.log(self.sd)) * PER_NAT[unit]


def finite(value: float, name: str) -> float:
    """Return the number as a float, or raise KernelError."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise KernelError(f"{name} is {value!r}, but it has to be a finite number.")
    return number


def positive(value: float, name: str) -> float:
    """Return the number as a float greater than 0, or raise KernelError."""
    number = finite(value, name)
    if number <= 0.0:
        raise KernelError(
            f"{name} is {value!r}, but a width is greater than 0: give a small one instead, such as 0.01."
        )
    return number
