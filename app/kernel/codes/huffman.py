"""The best code that gives each outcome a whole number of bits."""

from collections.abc import Sequence

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
    return code_of_weights(as_pmf(q, "Q").probabilities.tolist())


def code_of_weights(weights: Sequence[float]) -> PrefixCode:
    """Return the Huffman code of outcomes in proportion to weights ≥ 0, which may be whole numbers of any size.

    Examples
    --------
    >>> code_of_weights([10**400, 1, 1]).codewords
    ('0', '10', '11')
    """
    return PrefixCode(canonical_words(_lengths(weights)))


def _lengths(weights: Sequence[float]) -> list[int | None]:
    """Return the depth of each outcome in the Huffman tree, None for the impossible ones."""
    leaves = sorted((outcome for outcome, weight in enumerate(weights) if weight), key=weights.__getitem__)
    if len(leaves) == 1:
        return [0 if weight else None for weight in weights]
    # Groups come into being in the order of their weights, so that the lightest stands at the head of one of two rows;
    # of equally heavy ones the older, a leaf before a group. A node is a place in `parent`, a group after all leaves.
    count = len(leaves)
    lightest = [weights[outcome] for outcome in leaves]
    groups: list[float] = []
    parent = [0] * (2 * count - 1)
    leaf = group = 0
    for node in range(count, 2 * count - 1):
        total: float = 0
        for _ in range(2):
            if leaf < count and (group == len(groups) or lightest[leaf] <= groups[group]):
                total += lightest[leaf]
                parent[leaf] = node
                leaf += 1
            else:
                total += groups[group]
                parent[count + group] = node
                group += 1
        groups.append(total)
    depth = [0] * (2 * count - 1)
    for node in range(2 * count - 3, -1, -1):  # a parent is always numbered above its children
        depth[node] = depth[parent[node]] + 1
    lengths: list[int | None] = [None] * len(weights)
    for place, outcome in enumerate(leaves):
        lengths[outcome] = depth[place]
    return lengths


def canonical_words(lengths: Sequence[int | None]) -> tuple[str | None, ...]:
    """Return words of these lengths: shortest first, each the previous one plus 1, filled up with zeros.

    Side by side in the unit interval they leave no room between them, and what they do not fill lies at its end.

    Examples
    --------
    >>> canonical_words([1, 3, None, 3])
    ('0', '100', None, '101')
    """
    words: list[str | None] = [None] * len(lengths)
    value, previous = 0, 0
    for length, outcome in sorted((length, outcome) for outcome, length in enumerate(lengths) if length is not None):
        value <<= length - previous
        words[outcome] = format(value, f"0{length}b") if length else ""
        value, previous = value + 1, length
    return tuple(words)
