"""N-gram language models: what comes next, from how often it came after the last few signs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeAlias

import numpy as np
import numpy.typing as npt

from app.kernel.arrays import FloatArray
from app.kernel.errors import KernelError

Codes: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """How often each row of signs came, in ascending order of its code."""

    codes: Codes
    times: Codes

    def of(self, wanted: Codes) -> Codes:
        """Return how often each of some rows came; 0 for those that never did."""
        if not len(self.codes):
            return np.zeros_like(wanted)
        place = np.minimum(np.searchsorted(self.codes, wanted), len(self.codes) - 1)
        return np.where(self.codes[place] == wanted, self.times[place], 0)


@dataclass(frozen=True, eq=False, slots=True)
class NGram:
    r"""A character n-gram model with Jelinek-Mercer smoothing.

    .. math::

        q_k(x \mid h_k) = (1 - \lambda) \frac{c(h_k x)}{c(h_k)} + \lambda\, q_{k-1}(x \mid h_{k-1}),
        \qquad q_{-1}(x) = \frac{1}{V}

    where h_k are the k signs before x, c counts in the training text, V is the number of signs that there are, and
    a context that never came (c(h_k) = 0) leaves the word to q_{k-1} alone.

    Attributes
    ----------
    size
        V, the number of different signs; a sign is a whole number from 0 to V - 1.
    grams
        For each context length k from 0 on: how often each row of k + 1 signs came.
    contexts
        For each k: how often each row of k signs came with a sign after it.

    Notes
    -----
    With λ = 0 there is no smoothing: what never followed a context has probability 0, and a text in which it follows
    costs ∞. With λ = 1 nothing that was counted is used, and every sign has probability 1/V.

    References
    ----------
    Jelinek & Mercer (1980), "Interpolated estimation of Markov source parameters from sparse data";
    Chen & Goodman (1999), "An empirical study of smoothing techniques for language modeling", section 2.3.

    Examples
    --------
    >>> model = NGram.trained([0, 1, 0, 1, 0, 0], size=2, longest=1)
    >>> model.next([0], share=0.0).tolist()  # after 0 came 1 twice, and 0 once
    [0.3333333333333333, 0.6666666666666666]
    >>> model.next([0], share=1.0).tolist()
    [0.5, 0.5]
    """

    size: int
    grams: tuple[Counts, ...]
    contexts: tuple[Counts, ...]

    @classmethod
    def trained(cls, signs: Sequence[int] | Codes, size: int, longest: int) -> Self:
        """Return the model that has counted a text.

        Parameters
        ----------
        signs
            Shape (n,): the training text, whole numbers from 0 to size - 1.
        size
            How many different signs there are, at least 1.
        longest
            The longest context that is counted, 0 or more.

        Raises
        ------
        KernelError
            If the text is empty or holds what is no sign, or if the rows are too long to be numbered.
        """
        text = _signs(signs, size)
        if not len(text):
            raise KernelError("the training text is empty, and nothing can be counted in it: give at least one sign.")
        if longest < 0 or (longest + 1) * math.log2(max(size, 2)) >= 62:
            raise KernelError(
                f"longest is {longest}, but rows of {size} signs can be numbered up to 62 bits: lower it."
            )
        grams, contexts = [], []
        for k in range(longest + 1):
            codes, times = np.unique(_rows(text, size, k), return_counts=True)
            grams.append(Counts(codes, times))
            before, first = np.unique(codes // size, return_index=True)
            contexts.append(Counts(before, np.add.reduceat(times, first) if len(times) else times))
        return cls(size, tuple(grams), tuple(contexts))

    @property
    def longest(self) -> int:
        """The longest context that was counted."""
        return len(self.grams) - 1

    def frequencies(self, signs: Sequence[int] | Codes) -> FloatArray:
        """Return how often each sign of a text came in training after the signs before it, as a share of the context's.

        Parameters
        ----------
        signs
            Shape (n,): the text, whole numbers from 0 to size - 1.

        Returns
        -------
        array of shape (longest + 1, n)
            Row k: after the last k signs; NaN where these never came, or where the text has fewer before it.

        Raises
        ------
        KernelError
            If the text holds what is no sign.
        """
        text = _signs(signs, self.size)
        rows = np.full((len(self.grams), len(text)), np.nan)
        for k, (grams, contexts) in enumerate(zip(self.grams, self.contexts, strict=True)):
            codes = _rows(text, self.size, k)
            seen = contexts.of(codes // self.size)
            known = np.flatnonzero(seen)
            rows[k, k + known] = grams.of(codes[known]) / seen[known]
        return rows

    def probabilities(self, signs: Sequence[int] | Codes, share: float) -> FloatArray:
        """Return the probability of each sign of a text, given those before it.

        Parameters
        ----------
        signs
            Shape (n,): the text, whole numbers from 0 to size - 1.
        share
            λ, from 0 (no smoothing) to 1 (uniform).

        Returns
        -------
        array of shape (longest + 1, n)
            Row k: by a model that sees the last k signs; at the beginning of the text, those that there are.

        Raises
        ------
        KernelError
            If the text holds what is no sign, or λ is not from 0 to 1.
        """
        return interpolated(self.frequencies(signs), self.size, share)

    def next(self, context: Sequence[int] | Codes, share: float) -> FloatArray:
        """Return the distribution of the sign that comes after a context.

        Parameters
        ----------
        context
            Shape (k,), k ≤ longest: what the model sees, the last sign at the end.
        share
            λ, from 0 to 1.

        Returns
        -------
        array of shape (size,)
            One probability for each sign; they sum to 1.

        Raises
        ------
        KernelError
            If the context is too long or holds what is no sign, or λ is not from 0 to 1.
        """
        seen = _signs(context, self.size)
        if len(seen) > self.longest:
            raise KernelError(f"the context has {len(seen)} signs, but {self.longest} were counted: give its end.")
        _check_share(share)
        row = np.full(self.size, 1.0 / self.size)
        for k in range(len(seen) + 1):
            code = 0
            for sign in seen[len(seen) - k :].tolist():
                code = code * self.size + sign
            total = int(self.contexts[k].of(np.array([code]))[0])
            if total:
                came = self.grams[k].of(code * self.size + np.arange(self.size))
                row = (1.0 - share) * (came / total) + share * row
        return row


def interpolated(frequencies: FloatArray, size: int, share: float) -> FloatArray:
    r"""Return smoothed probabilities: each context length leaves a share to the next shorter one, the last to chance.

    .. math:: q_k = (1 - \lambda) f_k + \lambda\, q_{k-1}, \qquad q_{-1} = \frac{1}{V}

    Parameters
    ----------
    frequencies
        Shape (m, n): f, in row k after a context of k signs; NaN where that context never came.
    size
        V, the number of different signs.
    share
        λ, from 0 to 1.

    Returns
    -------
    array of shape (m, n)
        q, each in [0, 1]; where a context never came, what the row above says.

    Raises
    ------
    KernelError
        If λ is not from 0 to 1.

    Examples
    --------
    >>> interpolated(np.array([[0.5], [0.0], [np.nan]]), size=4, share=0.2).round(12).tolist()
    [[0.45], [0.09], [0.09]]
    """
    _check_share(share)
    rows = np.empty_like(frequencies)
    lower = np.full(frequencies.shape[1], 1.0 / size)
    for k, row in enumerate(frequencies):
        rows[k] = lower = np.where(np.isnan(row), lower, (1.0 - share) * row + share * lower)
    return rows


def _signs(signs: Sequence[int] | Codes, size: int) -> Codes:
    text = np.asarray(signs, dtype=np.int64).reshape(-1)
    wrong = (text < 0) | (text >= size)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise KernelError(
            f"sign {place} is {int(text[place])}, but signs are numbered from 0 to {size - 1}: change it."
        )
    return text


def _rows(text: Codes, size: int, k: int) -> Codes:
    """Return the code of each row of k + 1 signs, from the first that the text has."""
    codes = np.zeros(max(len(text) - k, 0), dtype=np.int64)
    for offset in range(k + 1):
        codes = codes * size + text[offset : offset + len(codes)]
    return codes


def _check_share(share: float) -> None:
    if not 0.0 <= share <= 1.0:
        raise KernelError(f"share is {share!r}, but it is a share of one: give a number from 0 to 1.")
