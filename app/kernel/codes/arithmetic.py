"""Arithmetic coding: a whole message becomes one number, and costs its ideal length within one bit."""

from collections.abc import Iterable

from app.kernel.arrays import ArrayLike
from app.kernel.codes.frequencies import FrequencyTable, as_table, outcome_at
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf

#: By how many bits the interval is finer than the table: each letter is cut to within 2**-30 of its share.
_FINER = 32


class _Interval:
    """The part of [0, 2**width) that is left for the message, inclusive at both ends."""

    def __init__(self, table: FrequencyTable) -> None:
        self.starts = table.starts()
        self.total = table.total
        self.width = self.total.bit_length() + _FINER
        self.half = 1 << (self.width - 1)
        self.low, self.high = 0, (1 << self.width) - 1
        # Tables of probabilities have a power of two as their total: a shift is many times faster than a division.
        self.shift = self.total.bit_length() - 1 if self.total.bit_count() == 1 else None

    def narrow(self, outcome: int) -> None:
        """Keep the share of one outcome."""
        size = self.high - self.low + 1
        self.high = self.low + self._part(size * self.starts[outcome + 1]) - 1
        self.low += self._part(size * self.starts[outcome])

    def settle(self) -> tuple[int, int, int]:
        """Double the interval until no half and no middle holds it.

        Returns
        -------
        tuple
            How many first bits both its ends had in common, these bits as a number, and how often it then lay in the
            middle, on both sides of the half: so many bits will be the opposite of the next one.
        """
        agreed = self.width - (self.low ^ self.high).bit_length()
        bits = self.low >> (self.width - agreed)
        self.low, self.high = self.shifted(self.low, agreed), self.shifted(self.high, agreed, (1 << agreed) - 1)
        # Low begins with 0 now and high with 1. Each 1 of low over a 0 of high that follows is a middle.
        opposite = self.width - 1 - ((~self.low | self.high) & (self.half - 1)).bit_length()
        self.low, self.high = self.pulled(self.low, opposite), self.pulled(self.high, opposite, (1 << opposite) - 1)
        return agreed, bits, opposite

    def shifted(self, number: int, times: int, fill: int = 0) -> int:
        """Return a number of this width without so many first bits; others come in at its end."""
        return (number << times | fill) & ((self.half << 1) - 1)

    def pulled(self, number: int, times: int, fill: int = 0) -> int:
        """Return a number of this width without so many bits behind its first; others come in at its end."""
        return (number & self.half) | ((number << times | fill) & (self.half - 1))

    def _part(self, product: int) -> int:
        return product // self.total if self.shift is None else product >> self.shift


class ArithmeticEncoder:
    r"""Encodes a message letter by letter.

    .. math:: \text{bits} \le 1 - \sum_t \log_2 \hat q(x_t)

    Parameters
    ----------
    table
        The model: a FrequencyTable, or the distribution to make one of.

    Raises
    ------
    KernelError
        If the model is no distribution.

    Notes
    -----
    Each letter keeps its share of an interval. As soon as the interval lies in one half, a bit is settled and
    sent. So a likely letter may send no bit at all, and the next one send two: a letter has no codeword of its own.
    The arithmetic is in whole numbers, the same on every machine; cutting them costs less than 2**-28 bits a letter.

    References
    ----------
    Witten, Neal & Cleary (1987), "Arithmetic Coding for Data Compression", CACM 30. Cover & Thomas (2006),
    section 13.3.

    Examples
    --------
    >>> encoder = ArithmeticEncoder([0.9, 0.1])
    >>> costs = []
    >>> for letter in [0, 0, 1, 0, 0, 0, 0]:
    ...     encoder.push(letter)
    ...     costs.append(encoder.bits_so_far)
    >>> costs
    [0, 0, 3, 3, 3, 3, 3]
    >>> encoder.finish()
    '1100'
    """

    def __init__(self, table: FrequencyTable | ArrayLike | Pmf) -> None:
        self._interval = _Interval(as_table(table))
        self._bits: list[str] = []
        self._settled = 0
        # Bits that are known to be the opposite of the next one, whichever that will be.
        self._opposite = 0
        self._finished = False

    @property
    def bits_so_far(self) -> int:
        """How many bits the letters so far have settled; it never falls."""
        return self._settled + self._opposite

    def push(self, symbol: int) -> None:
        """Encode one more outcome, by position; KernelError if it is impossible under the model."""
        interval = self._interval
        if self._finished:
            raise KernelError("the message is finished, so nothing can be added: start a new encoder.")
        if not 0 <= symbol < len(interval.starts) - 1:
            raise KernelError(f"there is no outcome {symbol}: they are numbered 0 to {len(interval.starts) - 2}.")
        if interval.starts[symbol] == interval.starts[symbol + 1]:
            raise KernelError(
                f"outcome {symbol} has probability 0 in the model, so no number of bits can say it: "
                "use a model in which it is possible."
            )
        interval.narrow(symbol)
        agreed, bits, opposite = interval.settle()
        if agreed:
            self._emit(format(bits, f"0{agreed}b"))
        self._opposite += opposite

    def finish(self) -> str:
        """Return all the bits, with the fewest more that place the number in the interval; zeros may follow it."""
        interval = self._interval
        if not self._finished:
            self._finished = True
            for more in range(1 if self._opposite else 0, interval.width + 1):
                step = interval.width - more
                number = -(-interval.low >> step)  # the first multiple of 2**step in the interval, if there is one
                if number << step <= interval.high:
                    if more:
                        self._emit(format(number, f"0{more}b"))
                    break
        return "".join(self._bits)

    def _emit(self, bits: str) -> None:
        first, rest = bits[0], bits[1:]
        self._bits.extend((first, ("1" if first == "0" else "0") * self._opposite, rest))
        self._settled += len(bits) + self._opposite
        self._opposite = 0


class ArithmeticDecoder:
    """Decodes the bits of an `ArithmeticEncoder` letter by letter.

    Parameters
    ----------
    bits
        A string of 0 and 1; zeros are read after its end.
    table
        The same model as the encoder's.

    Raises
    ------
    KernelError
        If the model is no distribution, or the bits have other characters.

    Notes
    -----
    The bits do not say where the message ends: the receiver knows how many letters to expect.

    Examples
    --------
    >>> decoder = ArithmeticDecoder("1100", [0.9, 0.1])
    >>> [decoder.pull() for _ in range(7)]
    [0, 0, 1, 0, 0, 0, 0]
    """

    def __init__(self, bits: str, table: FrequencyTable | ArrayLike | Pmf) -> None:
        if set(bits) - {"0", "1"}:
            raise KernelError(
                f"the bits {bits[:40]!r} contain something else than 0 and 1: give a string of these two."
            )
        self._interval = _Interval(as_table(table))
        self._bits = bits
        self._next = 0
        self._number = self._read(self._interval.width)

    def pull(self) -> int:
        """Return the next outcome."""
        interval = self._interval
        size = interval.high - interval.low + 1
        outcome = outcome_at(interval.starts, ((self._number - interval.low + 1) * interval.total - 1) // size)
        interval.narrow(outcome)
        agreed, _, opposite = interval.settle()
        self._number = interval.shifted(self._number, agreed, self._read(agreed))
        self._number = interval.pulled(self._number, opposite, self._read(opposite))
        return outcome

    def _read(self, count: int) -> int:
        """Return the next bits as a number."""
        self._next += count
        return int(self._bits[self._next - count : self._next].ljust(count, "0") or "0", 2)


def encode(message: Iterable[int], table: FrequencyTable | ArrayLike | Pmf) -> str:
    """Return the bits of a whole message of outcomes (positions); see `ArithmeticEncoder`.

    Examples
    --------
    >>> encode([0, 0, 0, 0, 0, 0, 1], [0.9, 0.1]), encode([0] * 1000, [1.0, 0.0])
    ('1000', '')
    """
    encoder = ArithmeticEncoder(table)
    for outcome in message:
        encoder.push(outcome)
    return encoder.finish()


def decode(bits: str, length: int, table: FrequencyTable | ArrayLike | Pmf) -> list[int]:
    """Return the first `length` outcomes of a message; see `ArithmeticDecoder`.

    Examples
    --------
    >>> decode(encode([2, 0, 1, 1], [0.5, 0.3, 0.2]), 4, [0.5, 0.3, 0.2])
    [2, 0, 1, 1]
    """
    decoder = ArithmeticDecoder(bits, table)
    return [decoder.pull() for _ in range(length)]
