"""NLTK: nltk.lm, n-gram language models; logscore is in bits."""
# requires: nltk==3.10.4
# unit: bits

import math
from nltk.lm import MLE, KneserNeyInterpolated, Laplace, WittenBellInterpolated
from nltk.util import everygrams

def trained(model, text, order):
    model.fit([list(everygrams(text, max_len=order))], sorted(set(text)))
    return model

# %% unseen: nltk.lm.MLE(1)
-trained(MLE(1), text, 1).logscore(word)

# %% unseen: nltk.lm.MLE(1).perplexity, its logarithm
math.log2(trained(MLE(1), text, 1).perplexity([(word,)]))

# %% unseen-smoothed: nltk.lm.WittenBellInterpolated(1)
-trained(WittenBellInterpolated(1), text, 1).logscore(word)
# instead
tokens, types, words = len(text), len(set(text)), len(set(text)) + 1
-math.log2((text.count(word) + types / words) / (tokens + types))

# %% unseen-smoothed: nltk.lm.KneserNeyInterpolated(2), after a
-trained(KneserNeyInterpolated(2), text, 2).logscore(word, ["a"])
# instead
tokens, types, words = len(text), len(set(text)), len(set(text)) + 1
-math.log2((text.count(word) + types / words) / (tokens + types))

# %% unseen-smoothed: nltk.lm.Laplace(1)
-trained(Laplace(1), text, 1).logscore(word)
# instead
tokens, types, words = len(text), len(set(text)), len(set(text)) + 1
-math.log2((text.count(word) + types / words) / (tokens + types))
