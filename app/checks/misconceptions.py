"""The usual slips: each leads to a number, which the kernel works out for the P and Q at hand, and has its own answer.

An author names one (`use = "other-direction"`), and its number follows from what the check asks. In the expressions
P is the truth and Q the model, `unit` is the unit asked and `other` the other one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Asked = Literal["entropy", "cross-entropy", "kl"]


@dataclass(frozen=True, slots=True)
class Misconception:
    """A slip that many people make.

    Parameters
    ----------
    id
        Its name in `checks.toml` and in the record.
    values
        What is asked -> the expression for the number that the slip leads to (or a list of numbers, any of them).
    feedback
        What to say, in Markdown: what the number is, and the next step. Never the answer.
    """

    id: str
    values: Mapping[Asked, str]
    feedback: str


#: What is asked -> the expression of the right answer.
RIGHT: Mapping[Asked, str] = MappingProxyType(
    {"entropy": "entropy(P)", "cross-entropy": "cross_entropy(P, Q)", "kl": "kl(P, Q)"}
)

_ALL = (
    Misconception(
        "other-unit",
        {"entropy": "entropy(P, other)", "cross-entropy": "cross_entropy(P, Q, other)", "kl": "kl(P, Q, other)"},
        "The amount is right, but counted in {{ other }}. Asked are {{ unit }}: base 2 of the logarithm counts bits, "
        "base $e$ counts nats, and one bit is {{ nats(bits(1)) }}.",
    ),
    Misconception(
        "other-direction",
        {"kl": "kl(Q, P)"},
        r"That is $\KL{Q}{P}$, the other direction. Weight by how often things truly happen, so by $P$, "
        "and put the truth on top of the fraction.",
    ),
    Misconception(
        "weights-and-log-swapped",
        {"cross-entropy": "cross_entropy(Q, P)"},
        r"That is $\H(Q,P)$: the two have changed places. The truth $P$ gives the weights, the model $Q$ goes "
        "into the logarithm.",
    ),
    Misconception(
        "whole-for-extra",
        {"kl": "cross_entropy(P, Q)"},
        r"That is the whole cost $\H(P,Q)$. Asked is only the part that a perfect model would save: "
        r"take the unavoidable $\H(P)$ away.",
    ),
    Misconception(
        "extra-for-whole",
        {"cross-entropy": "kl(P, Q)"},
        "That is the avoidable part alone, the gap. Even a perfect model pays the entropy of the truth; "
        "cross-entropy counts both.",
    ),
    Misconception(
        "entropy-of-truth",
        {"cross-entropy": "entropy(P)", "kl": "entropy(P)"},
        r"That is $\H(P)$, what a perfect model would pay: the belief $Q$ does not appear in it. "
        "Score each outcome by the model's surprise.",
    ),
    Misconception(
        "entropy-of-model",
        {"entropy": "entropy(Q)", "cross-entropy": "entropy(Q)"},
        r"That is $\H(Q)$: weights and surprises both from the model, which is what it *expects* to pay. "
        "The outcomes come from the truth, so weight by $P$.",
    ),
    Misconception(
        "unweighted",
        {
            "entropy": "sum_of_surprisals(P)",
            "cross-entropy": "sum_of_surprisals(Q)",
            "kl": "sum_of_log_ratios(P, Q)",
        },
        "You added the logarithms as they are. An average weights each one by how often its outcome happens, "
        "that is by $P(x)$.",
    ),
    Misconception(
        "wrong-sign",
        {"entropy": "-entropy(P)", "cross-entropy": "-cross_entropy(P, Q)", "kl": "-kl(P, Q)"},
        "The size is right, the sign is not. This quantity is never negative: look where a minus was lost, "
        "or what was taken from what.",
    ),
    Misconception(
        "one-term-only",
        {"entropy": "each_cost(P, P)", "cross-entropy": "each_cost(P, Q)", "kl": "each_kl_term(P, Q)"},
        "That is one outcome's share. Work out the same for every outcome and add them all.",
    ),
    Misconception(
        "added-instead-of-subtracted",
        {"kl": "cross_entropy(P, Q) + entropy(P)"},
        "You added the two. The gap is what is left of the whole cost when the unavoidable part is taken away.",
    ),
    Misconception(
        "entropies-added",
        {"cross-entropy": "entropy(P) + entropy(Q)"},
        r"That is $\H(P) + \H(Q)$. Cross-entropy is one average, not two: weights from $P$, surprises from $Q$.",
    ),
    Misconception(
        "model-entropy-subtracted",
        {"kl": "cross_entropy(P, Q) - entropy(Q)"},
        r"You took $\H(Q)$ away. What cannot be avoided is the entropy of the *truth*, the first slot: $\H(P)$.",
    ),
    Misconception(
        "cancels-to-zero",
        {"kl": "0 * kl(P, Q)"},
        "Too much here and too little there do not cancel: the logarithm makes an underestimate cost more than "
        "an overestimate of the same size saves. The gap closes only if $Q$ equals $P$.",
    ),
)

LIBRARY: Mapping[str, Misconception] = MappingProxyType({one.id: one for one in _ALL})
