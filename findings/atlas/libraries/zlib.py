"""zlib: Python's own compressor (deflate)."""
# requires: python

import zlib

# %% coder-fair, coder-skew: zlib.compress
8 * len(zlib.compress(text.encode(), 9))
# instead
import math
sum(-math.log2(book[letter]) for letter in letters)  # what an arithmetic coder writes, to within a word

# %% coder-fair, coder-skew: zlib.compressobj, without header and checksum
packer = zlib.compressobj(9, wbits=-15)
8 * len(packer.compress(text.encode()) + packer.flush())
# instead
import math
sum(-math.log2(book[letter]) for letter in letters)  # what an arithmetic coder writes, to within a word
