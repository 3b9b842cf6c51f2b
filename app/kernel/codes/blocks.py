"""Huffman codes for several outcomes at a time: whole bits, shared out."""

import math
import sys
from dataclasses import dataclass

import numpy as np

from app.kernel.arrays import ArrayLike
from app.kernel.codes.huffman import code_of_weights, huffman_code
from app.kernel.codes.lengths import expected_length
from app.kernel.codes.prefix import PrefixCode
from app.kernel.errors import KernelError
from app.kernel.pmf import Pmf, as_pair, as_pmf

#: More blocks than this would take seconds and teach nothing new.
MOST_BLOCKS = 2**16


@dataclass(frozen=True, slots=True)
class BlockCost:
    """What a block code costs, in bits a letter: on its own distribution and on the truth.

    Examples
    --------
    >>> block_cost([0.5, 0.5], [0.75, 0.25], 2)
    BlockCost(size=2, own=0.84375, truth=1.125)
    """

    size: int
    own: float
    truth: float


def block_pmf(p: ArrayLike | Pmf, size: int) -> Pmf:
    r"""Return the distribution of `size` independent outcomes of P, taken together.

    .. math:: P^{(k)}(i_1, \dots, i_k) = p_{i_1} \cdots p_{i_k}

    Parameters
    ----------
    p
        Shape (n,).
    size
        k ≥ 1: how many outcomes make a block.

    Returns
    -------
    Pmf
        Of n**k outcomes, the last letter varying fastest; labels are joined if P has any.

    Raises
    ------
    KernelError
        If P is no distribution, if k < 1, or if there would be more than 65,536 blocks.

    Notes
    -----
    Its entropy is k times that of P: independent outcomes add up.

    Examples
    --------
    >>> pairs = block_pmf(Pmf([0.75, 0.25], ("e", "t")), 2)
    >>> dict(zip(pairs.labels, pairs.probabilities.tolist()))
    {'ee': 0.5625, 'et': 0.1875, 'te': 0.1875, 'tt': 0.0625}
    """
    letters = as_pmf(p)
    if size < 1 or len(letters) ** size > MOST_BLOCKS:
        raise KernelError(
            f"a block of {size} out of {len(letters)} outcomes: the size is at least 1, "
            f"and there are at most {MOST_BLOCKS} blocks; give a smaller size."
        )
    blocks = one = letters.probabilities / (1.0 + letters.excess)
    names = letters.labels
    for _ in range(size - 1):
        blocks = np.outer(blocks, one).ravel()
        if names is not None and letters.labels is not None:
            names = tuple(block + letter for block in names for letter in letters.labels)
    return Pmf(blocks, names)


def block_code(q: ArrayLike | Pmf, size: int) -> PrefixCode:
    r"""Return the Huffman code for blocks of `size` outcomes of Q: a word for each block whose outcomes are possible.

    Parameters
    ----------
    q
        Shape (n,): the distribution that the code is made for.
    size
        k ≥ 1: how many outcomes make a block.

    Returns
    -------
    PrefixCode
        Of n**k words, the last outcome varying fastest.

    Raises
    ------
    KernelError
        As for `block_pmf`.

    Notes
    -----
    Two outcomes of 1e-200 make a block of 1e-400, which is no double but not impossible either. Where products lose
    digits the code is made of whole numbers in the same ratios.

    Examples
    --------
    >>> block_code([0.75, 0.25], 2).codewords
    ('0', '110', '10', '111')
    >>> block_code([1e-200, 1.0], 2).codewords
    ('110', '111', '10', '0')
    """
    letters = as_pmf(q, "Q")
    blocks = block_pmf(letters.probabilities, size)
    smallest = float(letters.probabilities[letters.probabilities > 0.0].min())
    if size * math.log(smallest) > math.log(sys.float_info.min):
        return huffman_code(blocks)
    ratios = [probability.as_integer_ratio() for probability in letters.probabilities.tolist()]
    one = [(top, bottom.bit_length() - 1) for top, bottom in ratios]
    products = one
    for _ in range(size - 1):
        products = [(block * letter, bits + more) for block, bits in products for letter, more in one]
    finest = max(bits for _, bits in products)
    weights = [top << (finest - bits) for top, bits in products]
    return code_of_weights(weights)


def block_cost(p: ArrayLike | Pmf, q: ArrayLike | Pmf, size: int) -> BlockCost:
    r"""Return what a Huffman code for blocks under Q costs a letter, under Q and under the truth P.

    .. math:: \frac1k \sum_b P^{(k)}(b)\, \ell_b, \qquad H(Q) \le \text{own} < H(Q) + \tfrac1k

    Parameters
    ----------
    p, q
        Shape (n,): the truth, and the model that the code is made for.
    size
        k ≥ 1: how many outcomes make a block.

    Returns
    -------
    BlockCost
        Bits a letter; `truth` is `inf` if P can do something that Q gives 0.

    Raises
    ------
    KernelError
        As for `block_pmf`, or if the lengths of P and Q differ.

    Notes
    -----
    Under its own distribution the cost approaches H(Q), though not in every step downwards; under P it
    approaches about H(P, Q), not exactly: rare blocks of Q can have words that are longer or shorter than ideal.

    Examples
    --------
    >>> [round(block_cost([0.9, 0.1], [0.9, 0.1], k).own, 3) for k in (1, 2, 3, 4)]  # H = 0.469
    [1.0, 0.645, 0.533, 0.493]
    """
    truth, model = as_pair(p, q)
    lengths = block_code(model, size).lengths
    return BlockCost(
        size=size,
        own=expected_length(block_pmf(model, size), lengths) / size,
        truth=expected_length(block_pmf(truth, size), lengths) / size,
    )
