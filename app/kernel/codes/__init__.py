"""Codes: how many bits it takes to say what happened."""

from app.kernel.codes.arithmetic import ArithmeticDecoder, ArithmeticEncoder, decode, encode
from app.kernel.codes.blocks import BlockCost, block_code, block_cost, block_pmf
from app.kernel.codes.frequencies import FrequencyTable
from app.kernel.codes.huffman import canonical_words, huffman_code
from app.kernel.codes.interval import MessageInterval, message_interval, word_within
from app.kernel.codes.lengths import expected_length, ideal_lengths, kraft_sum, shannon_lengths
from app.kernel.codes.prefix import PrefixCode

__all__ = [
    "ArithmeticDecoder",
    "ArithmeticEncoder",
    "BlockCost",
    "FrequencyTable",
    "MessageInterval",
    "PrefixCode",
    "block_code",
    "block_cost",
    "block_pmf",
    "canonical_words",
    "decode",
    "encode",
    "expected_length",
    "huffman_code",
    "ideal_lengths",
    "kraft_sum",
    "message_interval",
    "shannon_lengths",
    "word_within",
]
