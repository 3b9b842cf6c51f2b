# The entropy of a word's letters
from collections import Counter
from math import log2

text = "mississippi"

counts = Counter(text)
for letter, count in counts.most_common():
    p = count / len(text)
    print(f"{letter}  p = {p:.4f}  surprise = {-log2(p):.4f} bits")

entropy = sum(c / len(text) * log2(len(text) / c) for c in counts.values())
print(f"entropy: {entropy:.4f} bits a letter")
print(f"ceiling: {log2(len(counts)):.4f} bits, if all {len(counts)} came as often")
