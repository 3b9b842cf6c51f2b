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
        width = self.total.bit_length() + _FINER
        self.half = 1 << (width - 1)
        self.quarter = self.half >> 1
        self.width = width
        self.low, self.high = 0, (1 << width) - 1

    def narrow(self, outcome: int) -> None:
        """Keep the share of one outcome."""
        size = self.high - self.low + 1
        self.high = self.low + size * self.starts[outcome + 1] // self.total - 1
        self.low += size * self.starts[outcome] // self.total

    def widen(self, offset: int) -> None:
        """Double the interval, seen from an offset."""
        self.low = (self.low - offset) << 1
        self.high = ((self.high - offset) << 1) | 1

    def settled(self) -> int | None:
        """Return from where to double the interval: the half or the middle that holds it, None if none does."""
        if self.high < self.half:
            return 0
        if self.low >= self.half:
            return self.half
        if self.low >= self.quarter and self.high < self.half + self.quarter:
            return self.quarter
        return None


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
        # Bits that are known to be the opposite of the next one, whichever that will be.
        self._opposite = 0
        self._finished = False

    @property
    def bits_so_far(self) -> int:
        """How many bits the letters so far have settled; it never falls."""
        return len(self._bits) + self._opposite

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
        while (offset := interval.settled()) is not None:
            if offset == interval.quarter:
                self._opposite += 1
            else:
                self._emit("0" if offset == 0 else "1")
            interval.widen(offset)

    def finish(self) -> str:
        """Return all the bits, with the fewest more that place the number in the interval; zeros may follow it."""
        interval = self._interval
        if not self._finished:
            self._finished = True
            for more in range(1 if self._opposite else 0, interval.width + 1):
                step = interval.width - more
                number = -(-interval.low >> step)  # the first multiple of 2**step in the interval, if there is one
                if number << step <= interval.high:
                    for bit in format(number, f"0{more}b") if more else "":
                        self._emit(bit)
                    break
        return "".join(self._bits)

    def _emit(self, bit: str) -> None:
        self._bits.append(bit)
        if self._opposite:
            self._bits.extend(("1" if bit == "0" else "0") * self._opposite)
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
        self._next = self._interval.width
        self._number = int(bits[: self._next].ljust(self._next, "0"), 2)

    def pull(self) -> int:
        """Return the next outcome."""
        interval = self._interval
        size = interval.high - interval.low + 1
        outcome = outcome_at(interval.starts, ((self._number - interval.low + 1) * interval.total - 1) // size)
        interval.narrow(outcome)
        while (offset := interval.settled()) is not None:
            interval.widen(offset)
            bit = self._bits[self._next] == "1" if self._next < len(self._bits) else False
            self._number = ((self._number - offset) << 1) | bit
            self._next += 1
        return outcome


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
