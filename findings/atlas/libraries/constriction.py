"""constriction: entropy coders, arithmetic and Huffman, given a model."""
# requires: constriction==0.5.0, numpy==2.4.6

import constriction
import numpy as np

# %% coder-fair, coder-skew, coder-wrong: constriction.stream.queue.RangeEncoder
encoder = constriction.stream.queue.RangeEncoder()
encoder.encode(np.array(letters, dtype=np.int32), constriction.stream.model.Categorical(np.array(book), perfect=False))
encoder.num_bits()

# %% coder-fair, coder-skew, coder-wrong: constriction.stream.stack.AnsCoder
coder = constriction.stream.stack.AnsCoder()
coder.encode_reverse(np.array(letters, dtype=np.int32), constriction.stream.model.Categorical(np.array(book), perfect=False))
coder.num_bits()

# %% coder-fair, coder-skew, coder-wrong: constriction.symbol.huffman.EncoderHuffmanTree
encoder = constriction.symbol.QueueEncoder()
tree = constriction.symbol.huffman.EncoderHuffmanTree(np.array(book, dtype=np.float32))
for letter in letters:
    encoder.encode_symbol(letter, tree)
encoder.get_compressed()[1]
# instead
encoder = constriction.stream.queue.RangeEncoder()
encoder.encode(np.array(letters, dtype=np.int32), constriction.stream.model.Categorical(np.array(book), perfect=False)); encoder.num_bits()
