"""The piece of the unit interval that a message keeps, exactly, and the shortest word that lies within it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from app.kernel.arrays import ArrayLike
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pmf


@dataclass(frozen=True, slots=True)
class MessageInterval:
    """A piece of [0, 1) in whole numbers: from low/whole on, as wide as width/whole.

    Examples
    --------
    >>> message_interval([0, 1], [0.75, 0.25])
    MessageInterval(low=9, width=3, whole=16)
    """

    low: int
    width: int
    whole: int


def message_interval(message: Iterable[int], q: ArrayLike | Pmf) -> MessageInterval:
    r"""Return the piece of the unit interval that a message keeps if each letter keeps its share of what is left.

    .. math:: \text{width} = \prod_t q(x_t) = 2^{-\sum_t s(x_t)}

    Parameters
    ----------
    message
        Outcomes, by position.
    q
        Shape (n,): the shares.

    Returns
    -------
    MessageInterval
        Exact: no share is rounded.

    Raises
    ------
    KernelError
        If Q is no distribution, or an outcome does not exist.

    Notes
    -----
    Two doubles, a low end and a width, collapse after some fifty bits: this is in whole numbers of any size.

    References
    ----------
    Cover & Thomas (2006), section 13.3.

    Examples
    --------
    >>> interval = message_interval([0] * 100, [0.5, 0.5])
    >>> interval.whole // interval.width == 2**100
    True
    """
    # A double is a whole number over a power of two.
    ratios = [share.as_integer_ratio() for share in as_pmf(q, "Q").probabilities.tolist()]
    finest = max(bottom for _, bottom in ratios)
    shares = [top * (finest // bottom) for top, bottom in ratios]
    *starts, total = accumulate(shares, initial=0)
    low, width, whole = 0, 1, 1
    for outcome in message:
        if not 0 <= outcome < len(shares):
            raise KernelError(f"there is no outcome {outcome}: they are numbered 0 to {len(shares) - 1}.")
        low, width, whole = low * total + width * starts[outcome], width * shares[outcome], whole * total
    return MessageInterval(low, width, whole)


def word_within(interval: MessageInterval) -> str:
    r"""Return the shortest binary word whose own piece lies within an interval; of two, the left one.

    .. math:: \left[ \frac{c}{2^m}, \frac{c + 1}{2^m} \right) \subseteq [\text{low}, \text{low} + \text{width}), \qquad
        m < 2 - \log_2 \text{width}

    Parameters
    ----------
    interval
        Of a width above 0.

    Returns
    -------
    str
        Of 0 and 1; empty for the whole unit interval.

    Raises
    ------
    KernelError
        If the interval has no width: no word lies within it.

    Notes
    -----
    Whatever bits follow, the number stays within the interval. So the words of messages that exclude each other are a
    prefix code, which a message that needs no more than a point (`ArithmeticEncoder`) is not, and saves a bit or two.

    References
    ----------
    Cover & Thomas (2006), section 5.9 (Shannon-Fano-Elias coding).

    Examples
    --------
    >>> word_within(message_interval([0, 0, 1], [0.5, 0.5])), word_within(message_interval([1], [0.9, 0.1]))
    ('001', '1111')
    """
    if interval.width <= 0:
        raise KernelError("the interval has no width, so no word lies within it: give one of a possible message.")
    end = interval.low + interval.width
    bits = max(0, interval.whole.bit_length() - interval.width.bit_length() - 1)
    while True:
        place = -(-(interval.low << bits) // interval.whole)
        if (place + 1) * interval.whole <= end << bits:
            return format(place, f"0{bits}b") if bits else ""
        bits += 1
