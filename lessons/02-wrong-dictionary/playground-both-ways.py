# Both directions of KL
from math import inf, log2

P = {{ fair }}  # the truth: a fair coin
Q = {{ biased }}  # the model: it believes in heads


def kl(p, q):
    """What it costs to believe q where p is true, in bits."""
    total = 0
    for x in p:
        if p[x] == 0:
            continue  # what never happens never costs
        if q[x] == 0:
            return inf  # no codeword for something that happens
        total += p[x] * log2(p[x] / q[x])
    return total


print(f"KL(P ‖ Q) = {kl(P, Q):.4f} bits")
print(f"KL(Q ‖ P) = {kl(Q, P):.4f} bits")
print("Symmetric?", kl(P, Q) == kl(Q, P))
