# From probabilities to perplexity
from math import exp, inf, log, log2

# What the model gave to each of the tokens that came.
given = [{{ t1 }}, {{ t2 }}, {{ t3 }}, {{ t4 }}]


def mean_loss(probabilities, logarithm):
    """The average surprise; infinite if the model ruled out what came."""
    if 0 in probabilities:
        return inf
    return sum(-logarithm(q) for q in probabilities) / len(probabilities)


bits = mean_loss(given, log2)
nats = mean_loss(given, log)
print(f"loss: {bits:.4f} bits = {nats:.4f} nats a token")
print(f"2 to the loss in bits: {2**bits:.2f} choices")
print(f"e to the loss in nats: {exp(nats):.2f} choices")
