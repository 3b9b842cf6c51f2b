"""Codes: how many bits it takes to say what happened."""

from app.kernel.codes.arithmetic import ArithmeticDecoder, ArithmeticEncoder, decode, encode
from app.kernel.codes.blocks import BlockCost, block_cost, block_pmf
from app.kernel.codes.frequencies import FrequencyTable
from app.kernel.codes.huffman import huffman_code
from app.kernel.codes.lengths import expected_length, ideal_lengths, kraft_sum, shannon_lengths
from app.kernel.codes.prefix import PrefixCode

__all__ = [
    "ArithmeticDecoder",
    "ArithmeticEncoder",
    "BlockCost",
    "FrequencyTable",
    "PrefixCode",
    "block_cost",
    "block_pmf",
    "decode",
    "encode",
    "expected_length",
    "huffman_code",
    "ideal_lengths",
    "kraft_sum",
    "shannon_lengths",
]
