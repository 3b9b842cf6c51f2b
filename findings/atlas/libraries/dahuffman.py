"""dahuffman: a Huffman coder."""
# requires: dahuffman==0.4.2, numpy==2.4.6

from dahuffman import HuffmanCodec

# %% coder-fair, coder-skew: HuffmanCodec.from_frequencies, given probabilities
codec = HuffmanCodec.from_frequencies(dict(zip("et", book)))
8 * len(codec.encode(text))
# instead
import math
sum(-math.log2(book[letter]) for letter in letters)  # what an arithmetic coder writes, to within a word

# %% coder-fair, coder-skew: HuffmanCodec.from_data
codec = HuffmanCodec.from_data(text)
8 * len(codec.encode(text))
# instead
import math
sum(-math.log2(book[letter]) for letter in letters)  # what an arithmetic coder writes, to within a word
