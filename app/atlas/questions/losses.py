"""Losses of classifiers and of language models."""

import math

from app.atlas.question import Known
from app.kernel import Pmf, cross_entropy, mix, smooth, softmax, surprisal


def losses() -> dict[str, Known]:
    """Return the questions about a smoothed label, and about a word that was never seen."""
    return _class_weights() | _unseen()


def _class_weights() -> dict[str, Known]:
    logits, label, weights, smoothing = [2.0, 0.0, -1.0], 0, [2.0, 5.0, 5.0], 0.1
    onehot = [1.0, 0.0, 0.0]
    model, soft = softmax(logits), smooth(onehot, smoothing)
    weighted = [weight * share for weight, share in zip(weights, soft.probabilities, strict=True)]
    truth = cross_entropy(Pmf.from_weights(weighted), model, "nats")
    summed, plain = math.fsum(weighted) * truth, cross_entropy(soft, model, "nats")
    given = {"logits": logits, "label": label, "onehot": onehot, "target": soft.probabilities.tolist()}
    others = {
        "divided by the weight of the label alone": summed / weights[label],
        "without the weights": plain,
        "without the smoothing": cross_entropy(onehot, model, "nats"),
        "the weighted sum, not divided": summed,
        "the label's weight on all of it": weights[label] * plain,
    }
    return {"class-weights": Known(given | {"weights": weights, "smoothing": smoothing}, truth, others)}


def _unseen() -> dict[str, Known]:
    given = {"text": ["a", "a", "b", "b"], "word": "c"}
    tokens, types, words = 4, 2, 3
    # Witten and Bell keep T / (N + T) for what is new.
    smoothed = mix(Pmf.from_weights([2, 2, 0]), Pmf.uniform(words), types / (tokens + types))
    others = {"with one added to each count": _cost(1 / (tokens + words))}
    return {
        "unseen": Known(given | {"p": [0.0, 0.0, 1.0], "q": [0.5, 0.5, 0.0], "label": 2}, _cost(0.0), others),
        "unseen-smoothed": Known(given, _cost(smoothed[2]), others),
    }


def _cost(probability: float) -> float:
    return float(surprisal([probability, 1.0 - probability], "nats")[0])
