"""KL(P ‖ Q) of two lists, from a plain pair to its edges."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from app.atlas.question import Known
from app.kernel import Pmf, cross_entropy, js_divergence, kl_divergence
from app.kernel.gap import gap

FAIR, BOOK = (0.5, 0.5), (0.9, 0.1)
NEAR = 1e-9
MANY = 50_000


def pairs() -> dict[str, Known]:
    """Return the questions that one call of p and q answers."""
    scores = (0.99, 0.81)
    ranks = np.arange(1, MANY + 1)
    zipf, flatter = (Pmf.from_weights(1.0 / each).probabilities.tolist() for each in (ranks, ranks + 10.0))
    generalised = math.fsum(gap(a, b, b - a, "nats") for a, b in zip(FAIR, scores, strict=True))
    return {
        "pair": _pair(FAIR, BOOK),
        "pair-reversed": _pair(BOOK, FAIR),
        "zero-in-q": _pair(FAIR, (1.0, 0.0)),
        "zero-in-p": _pair((1.0, 0.0), FAIR),
        "disjoint": _pair((1.0, 0.0), (0.0, 1.0)),
        "unnormalised": _pair(FAIR, scores, {"the generalised KL, with −p + q in each term": generalised}),
        "nearly-equal": _pair(FAIR, (0.5 - NEAR, 0.5 + NEAR)),
        "many": _pair(zipf, flatter),
    }


def logs() -> dict[str, Known]:
    """Return the question for KL(P ‖ Q) of two lists of logarithms."""
    truth = kl_divergence([1, 0], FAIR, "nats")
    half = math.log(0.5)
    others = {"the mean over the outcomes, not their sum": truth / 2}
    return {"logs": Known({"log_p": [0.0, "-inf"], "log_q": [half, half]}, truth, others)}


def _pair(p: Sequence[float], q: Sequence[float], more: Mapping[str, float] = MappingProxyType({})) -> Known:
    """Return the question for KL(P ‖ Q), with what a pair of distributions may be asked besides."""
    truth, model = Pmf.from_weights(p), Pmf.from_weights(q)
    forward, back = kl_divergence(truth, model, "nats"), kl_divergence(model, truth, "nats")
    besides = {
        "KL(Q ‖ P), the other direction": back,
        "H(P, Q), the whole cross-entropy": cross_entropy(truth, model, "nats"),
        "the mean over the outcomes, not their sum": forward / len(truth),
        "JS, symmetric and bounded": js_divergence(truth, model, "nats"),
        "the same in bits": kl_divergence(truth, model, "bits"),
        "the sum of both directions": forward + back,
        "the square root of twice the KL": math.sqrt(2 * forward),
    }
    # What equals the truth, as the other direction does for a pair that shares nothing, is no other question.
    besides = {key: number for key, number in besides.items() if number != forward}
    return Known({"p": list(p), "q": list(q)}, forward, {**more, **besides})
