"""What the telegram is: an alphabet, the truth P and the model Q, a code, and the letters that are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import param

from app.kernel import Pmf, cross_entropy, entropy, kl_divergence
from app.ui.outcomes import own_names, pmf_of
from app.ui.widget import WidgetState
from app.widgets.telegram import query
from app.widgets.telegram.checking import (
    CODES,
    FEWEST,
    LARGEST_BLOCK,
    LARGEST_SEED,
    MOST,
    SOURCES,
    SPEEDS,
    checked,
)
from app.widgets.telegram.letters import MOST_LETTERS, draw_letters, read_letters
from app.widgets.telegram.options import TelegramOptions
from app.widgets.telegram.tape import Tape, expected_costs, make_tape


class TelegramState(WidgetState):
    """A telegram that is sent twice: with the code made for the truth P, and with the code made for the model Q.

    Examples
    --------
    >>> telegram = TelegramState()
    >>> round(telegram.results()["expected-gap"], 3)
    0.737
    >>> telegram.update(telegram.as_dict() | {"code": "huffman"})
    >>> telegram.results()["expected-q"]
    1.0
    """

    labels = param.List(default=["e", "t"], item_type=str, bounds=(FEWEST, MOST), doc="The alphabet, each letter once.")
    p = param.List(
        default=[0.5, 0.5], item_type=float, bounds=(FEWEST, MOST), doc="The truth: how often each letter is sent."
    )
    q = param.List(
        default=[0.9, 0.1],
        item_type=float,
        bounds=(FEWEST, MOST),
        doc="The model that the wrong dictionary is made for.",
    )
    code = param.Selector(default="arithmetic", objects=list(CODES), doc="How letters become bits.")
    block = param.Integer(
        default=2, bounds=(2, LARGEST_BLOCK), doc="How many letters make a block, where the code is one of blocks."
    )
    source = param.Selector(
        default="draw", objects=list(SOURCES), doc="Whether the letters are drawn from P or written."
    )
    message = param.String(default="", doc="What was written; sent when the source is the message.")
    # Number 12 begins with luck, crosses over, and comes near its limit within a thousand letters.
    seed = param.Integer(
        default=12, bounds=(0, LARGEST_SEED), doc="Which telegram is drawn; the next number draws another."
    )
    length = param.Integer(default=1000, bounds=(1, MOST_LETTERS), doc="How many letters are drawn.")
    sent = param.Integer(
        default=None, allow_None=True, bounds=(0, MOST_LETTERS), doc="How many letters are sent so far; None is all."
    )
    speed = param.Selector(default=100, objects=list(SPEEDS), doc="Letters a second when it plays.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> TelegramState:
        """Return the state that a lesson's front matter describes; what it does not name is as by default."""
        TelegramOptions.from_mapping(options)
        state = cls()
        start = state.as_dict()
        given = {name: options[name] for name in start if name in options}
        if "p" in given and "labels" not in given and len(given["p"]) != len(state.labels):
            given["labels"] = own_names(len(given["p"]))
        if given.get("message") and "source" not in given:
            given["source"] = "message"
        state.update(start | given)
        return state

    @classmethod
    def from_query(cls, fields: Mapping[str, str], default: WidgetState) -> TelegramState:
        """Return `default` changed by what a query string says; what it does not name stays."""
        state = cls()
        state.update(query.read(fields, default.as_dict()))
        return state

    def update(self, message: Mapping[str, Any]) -> None:
        """Take over the state that a browser sent; all of it or, with an error, nothing."""
        self.take(**checked(message))

    def changed(self, message: Mapping[str, Any]) -> TelegramState:
        """Return another state: this one, changed by some fields."""
        state = type(self)()
        state.update(self.as_dict() | dict(message))
        return state

    def as_dict(self) -> dict[str, Any]:
        """Return the state in the form of a message: plain JSON values, full precision."""
        return {
            "labels": list(self.labels),
            "p": list(self.p),
            "q": list(self.q),
            "unit": "bits",
            "code": self.code,
            "block": self.block,
            "source": self.source,
            "message": self.message,
            "seed": self.seed,
            "length": self.length,
            "sent": self.sent,
            "speed": self.speed,
        }

    def shown_values(self) -> dict[str, Any]:
        """Return the fields, and how often each letter of the alphabet has been sent."""
        sent = Counter(self.tape().letters[: self.sent])
        return self.as_dict() | {"counts": [sent[letter] for letter in range(len(self.labels))]}

    def to_query(self) -> dict[str, str]:
        """Return the query string's fields that `from_query` reads back exactly."""
        return query.write(self.as_dict())

    @property
    def truth(self) -> Pmf:
        """P as the kernel takes it."""
        return pmf_of(self.p, self.labels)

    @property
    def model(self) -> Pmf:
        """Q as the kernel takes it."""
        return pmf_of(self.q, self.labels, name="Q")

    def tape(self) -> Tape:
        """Return the telegram with what every letter adds to both costs."""
        if self.source == "message":
            letters = read_letters(self.message, self.labels)
        else:
            letters = draw_letters(self.truth, self.seed, self.length)
        return make_tape(self.truth, self.model, self.code, self.block, letters)

    def results(self) -> dict[str, float]:
        """Return the kernel's numbers and the counted bits, by the names that the page shows them under.

        A number that does not exist is left out: averages before the first letter, and a gap between two infinities.
        """
        truth, model = self.truth, self.model
        expected_p, expected_q = expected_costs(truth, model, self.code, self.block)
        numbers = {
            "entropy": entropy(truth),
            "cross-entropy": cross_entropy(truth, model),
            "kl": kl_divergence(truth, model),
            "expected-p": expected_p,
            "expected-q": expected_q,
        }
        # Where both are ideal lengths their difference is KL, which the kernel knows to more digits.
        numbers["expected-gap"] = numbers["kl"] if self.code in ("ideal", "arithmetic") else expected_q - expected_p
        return numbers | self._counted()

    def _counted(self) -> dict[str, float]:
        """Return the bits spent on the letters sent so far."""
        tape = self.tape()
        sent = len(tape.letters) if self.sent is None else self.sent
        p, q = tape.p.total(sent), tape.q.total(sent)
        numbers = {"letters": float(sent), "bits-p": p, "bits-q": q}
        if sent:
            numbers |= {"average-p": p / sent, "average-q": q / sent}
        if sent and p < float("inf"):
            numbers |= {"bits-gap": q - p, "gap": (q - p) / sent}
        return numbers
