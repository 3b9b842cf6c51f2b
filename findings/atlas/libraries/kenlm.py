"""KenLM: n-gram models from ARPA files; scores are base-ten logarithms."""
# requires: kenlm==0.3.0

import math
import tempfile
import kenlm

def model():
    """Return a model of a, b and the end, a third each whatever came before; its file lists no <unk>."""
    third = f"{math.log10(1 / 3):.7f}"
    words = [f"{third}\t{word}" for word in ("a", "b", "</s>")] + ["-99\t<s>\t0"]
    text = "\\data\\\nngram 1=4\nngram 2=1\n\n\\1-grams:\n" + "\n".join(words) + f"\n\n\\2-grams:\n{third}\t<s> a\n\n\\end\\\n"
    with tempfile.NamedTemporaryFile("w", suffix=".arpa", delete=False) as file:
        file.write(text)
    return kenlm.Model(file.name)

# %% unseen: kenlm.Model.score, the file lists no <unk>
-model().score(word, bos=False, eos=False) * math.log(10)
# instead
known = word in model()
-model().score(word, bos=False, eos=False) * math.log(10) if known else math.inf

# %% unseen: kenlm.Model.perplexity of "a c", its logarithm times the words
math.log(model().perplexity("a c")) * 3
# instead
known = all(each in model() for each in "a c".split())
math.log(model().perplexity("a c")) * 3 if known else math.inf
