"""The Jensen-Shannon divergence, in the middle and at its ends."""

import math
from collections.abc import Sequence

from app.atlas.question import Known
from app.atlas.questions.pairs import BOOK, FAIR, NEAR
from app.kernel import js_divergence, kl_divergence


def jensen_shannon() -> dict[str, Known]:
    """Return the questions that one call of p and q answers."""
    near = (0.1 + NEAR, 0.2 - NEAR, 0.3 + NEAR, 0.4 - NEAR)
    return {
        "js-pair": _of(FAIR, BOOK),
        "js-disjoint": _of((1.0, 0.0), (0.0, 1.0)),
        "js-near": _of((0.1, 0.2, 0.3, 0.4), near),
    }


def _of(p: Sequence[float], q: Sequence[float]) -> Known:
    nats, bits = js_divergence(p, q, "nats"), js_divergence(p, q, "bits")
    others = {
        "the square root, which is a distance": math.sqrt(nats),
        "the square root of it in bits": math.sqrt(bits),
        "the same in bits": bits,
        "twice the JS: the sum of the two KLs to the middle": 2 * nats,
        "KL(P ‖ Q)": kl_divergence(p, q, "nats"),
        "KL(Q ‖ P)": kl_divergence(q, p, "nats"),
    }
    return Known({"p": list(p), "q": list(q)}, nats, others)
