"""zstandard: the Zstandard compressor."""
# requires: zstandard==0.25.0, numpy==2.4.6

import zstandard

# %% coder-fair, coder-skew: zstandard.compress
8 * len(zstandard.compress(text.encode(), 19))
# instead
import math
sum(-math.log2(book[letter]) for letter in letters)  # what an arithmetic coder writes, to within a word
