"""The best code that gives each outcome a whole number of bits."""

import heapq
from itertools import count

from app.kernel.arrays import ArrayLike
from app.kernel.codes.prefix import PrefixCode
from app.kernel.pmf import Pmf, as_pmf


def huffman_code(q: ArrayLike | Pmf) -> PrefixCode:
    r"""Return a prefix code of least expected length for Q.

    .. math:: H(Q) \le \sum_i q_i \ell_i < H(Q) + 1

    Parameters
    ----------
    q
        Shape (n,): the distribution that the code is made for.

    Returns
    -------
    PrefixCode
        With Kraft sum 1. An outcome of probability 0 has no codeword; a certain outcome has the empty one.

    Raises
    ------
    KernelError
        If Q is no distribution.

    Notes
    -----
    Best among codes that spend whole bits on each outcome, which is not the entropy: two outcomes cost 1 bit each,
    however unequal they are. Blocks of outcomes, or arithmetic coding, come closer.

    The two least probable groups are joined again and again; of equally probable ones, those made earlier are taken
    first, which keeps the longest word short. The words are then canonical: of each length, in the order of
    the outcomes, counted upwards. So the same Q always gives the same words.

    References
    ----------
    Huffman (1952), "A Method for the Construction of Minimum-Redundancy Codes". Schwartz & Kallick (1964) for the
    canonical words.

    Examples
    --------
    >>> huffman_code([0.5, 0.25, 0.125, 0.125]).codewords
    ('0', '10', '110', '111')
    >>> huffman_code([0.9, 0.1, 0.0]).codewords
    ('0', '1', None)
    """
    model = as_pmf(q, "Q")
    return PrefixCode(_canonical_words(_lengths(model.probabilities.tolist())))


def _lengths(probabilities: list[float]) -> list[int | None]:
    """Return the depth of each outcome in the Huffman tree, None for the impossible ones."""
    ages = count()
    # (probability, age, node): the age, never equal, breaks ties.
    heap = [(p, next(ages), outcome) for outcome, p in enumerate(probabilities) if p > 0.0]
    heapq.heapify(heap)
    parent: dict[int, int] = {}
    node = len(probabilities)
    while len(heap) > 1:
        first, _, left = heapq.heappop(heap)
        second, _, right = heap[0]
        parent[left] = parent[right] = node
        heapq.heapreplace(heap, (first + second, next(ages), node))
        node += 1
    depth = {node - 1 if parent else heap[0][2]: 0}
    for child in sorted(parent, reverse=True):  # a parent is always numbered above its children
        depth[child] = depth[parent[child]] + 1
    return [depth.get(outcome) for outcome in range(len(probabilities))]


def _canonical_words(lengths: list[int | None]) -> tuple[str | None, ...]:
    """Return words of these lengths: shortest first, each the previous one plus 1, filled up with zeros."""
    words: list[str | None] = [None] * len(lengths)
    value, previous = 0, 0
    for length, outcome in sorted((length, outcome) for outcome, length in enumerate(lengths) if length is not None):
        value <<= length - previous
        words[outcome] = format(value, f"0{length}b") if length else ""
        value, previous = value + 1, length
    return tuple(words)
