"""What the telegram says in words. `words.js` fills the same sentences in while the letters run."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.figure.format import format_number, format_percent
from app.kernel.gap import log_ratio
from app.widgets.telegram.state import TelegramState
from app.widgets.telegram.tape import Tape

OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nothing": "Nothing is sent yet.",
        "lucky": "A lucky telegram: it cost {gap} a letter less with the wrong dictionary.",
        "lucky-so-far": "A lucky telegram so far: it costs {gap} a letter less with the wrong dictionary.",
        "even": "Both dictionaries cost the same.",
        "dear": "The wrong dictionary cost {gap} a letter more, {bits} in all.",
        "dear-so-far": "So far the wrong dictionary costs {gap} a letter more, {bits} in all.",
        "no-word-q": "The wrong dictionary has no word for {letter}, letter {place}: no number of bits is enough.",
        "no-word-p": "The right dictionary has no word for {letter}, letter {place}: P says that it is never sent.",
        "no-word": "Neither dictionary has a word for {letter}, letter {place}: nobody can send this telegram.",
    },
)
"""The sentence under the numbers, by what has come of the telegram."""


def outcome(state: TelegramState, tape: Tape) -> str:
    """Return the sentence for the letters sent so far."""
    total = len(tape.letters)
    sent = total if state.sent is None else state.sent
    stopped = [name for name, spent in (("p", tape.p), ("q", tape.q)) if spent.stop is not None and sent > spent.stop]
    if stopped:
        stop = max(spent.stop for spent in (tape.p, tape.q) if spent.stop is not None and sent > spent.stop)
        name = "no-word" if len(stopped) == 2 else f"no-word-{stopped[0]}"
        return OUTCOMES[name].format(letter=state.labels[tape.letters[stop]], place=stop + 1)
    if not sent:
        return OUTCOMES["nothing"]
    more = tape.q.total(sent) - tape.p.total(sent)
    name = "even" if abs(more) < 1e-9 * sent else "lucky" if more < 0 else "dear"
    so_far = "-so-far" if sent < total and name != "even" else ""
    return OUTCOMES[name + so_far].format(
        gap=format_number(abs(more) / sent, "bits"), bits=format_bits(abs(more), state.code) + "\u00a0bits"
    )


def format_bits(bits: float, code: str) -> str:
    """Write a number of bits: whole where an encoder sends them, with three decimals where they are ideal lengths."""
    return format_number(bits, None, 3 if code == "ideal" else 0)


NOTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arithmetic": (
            "The whole telegram becomes one number, written with just enough bits. "
            "No letter has a word of its own: one sends no bit, another several."
        ),
        "block": (
            "One word for every {block} letters, sent when the last of them is known. They share its whole bits, "
            "and the gap begins to show: in the long run {gap} a letter. KL is {kl}."
        ),
        "huffman": (
            "One word for each letter, of whole bits. In the long run the wrong dictionary costs {gap} a letter more. "
            "KL is {kl}, which whole bits cannot follow."
        ),
        "huffman-two": (
            "One word for each letter, of whole bits. With two letters that is one bit for each, whatever a dictionary "
            "believes: the {kl} can only be seen with blocks or with arithmetic coding."
        ),
        "ideal": (
            "A letter of probability q costs −log₂ q bits, mostly a fraction. No dictionary holds such words; "
            "the other codes show how much of this can be had."
        ),
        "missing": "Q says that {letters} can never come. What has no word costs infinitely many bits, in every code.",
    },
)
"""What the chosen code does, and what to look for."""


def code_note(state: TelegramState, numbers: Mapping[str, float]) -> str:
    """Return what the chosen code does; where the wrong dictionary lacks a word, which one."""
    name = state.code
    if math.isinf(numbers["kl"]):
        name = "missing"
    elif name == "huffman" and len(state.labels) == 2 and min(*state.p, *state.q) > 0:
        name = "huffman-two"
    missing = [label for label, p, q in zip(state.labels, state.p, state.q, strict=True) if p > 0 and q == 0]
    return NOTES[name].format(
        block=state.block,
        gap=format_number(numbers["expected-gap"], "bits"),
        kl=format_number(numbers["kl"], "bits"),
        letters=", ".join(missing),
    )


def break_even(state: TelegramState) -> tuple[str, float] | None:
    r"""Return one letter of two, and the share of it above which the wrong dictionary is cheaper, or None.

    .. math:: f \log_2\frac{p_1}{q_1} + (1 - f) \log_2\frac{p_2}{q_2} = 0
    """
    if len(state.p) != 2 or min(*state.p, *state.q) <= 0 or state.code not in ("ideal", "arithmetic"):
        return None
    extra = [log_ratio(p, q, "bits") for p, q in zip(state.p, state.q, strict=True)]
    if extra[0] * extra[1] >= 0:
        return None
    cheaper = 0 if extra[0] < 0 else 1
    dearer = 1 - cheaper
    return state.labels[cheaper], extra[dearer] / (extra[dearer] - extra[cheaper])


def break_even_note(state: TelegramState) -> str:
    """Return the sentence about the share of one letter; empty where there is no such share."""
    found = break_even(state)
    if found is None:
        return ""
    letter, share = found
    return f"A telegram with more than {format_percent(share, 2)} of {letter} is cheaper with the wrong dictionary."
