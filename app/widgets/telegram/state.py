"""What the telegram is: an alphabet, the truth P and the model Q, a code, and the letters that are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

import param

from app.figure.declared import DeclaredState, Names, Shares
from app.figure.fields import Field, read_number
from app.figure.options import WidgetOptions
from app.figure.outcomes import pmf_of
from app.figure.widget import StateError, WidgetState
from app.kernel import Pmf, cross_entropy, entropy, kl_divergence
from app.widgets.telegram.letters import MOST_LETTERS, draw_letters, read_letters
from app.widgets.telegram.tape import Tape, expected_costs, make_tape

FEWEST: Final = 2
MOST: Final = 27
CODES: Final = ("ideal", "huffman", "block", "arithmetic")
SPEEDS: Final = (1, 3, 10, 30, 100, 300, 1000)
LARGEST_BLOCK: Final = 8
MOST_BLOCKS: Final = 4096
LONGEST_MESSAGE: Final = 4 * MOST_LETTERS


def largest_block(outcomes: int) -> int:
    """Return the largest block of which there are few enough.

    Examples
    --------
    >>> largest_block(2), largest_block(27)
    (8, 2)
    """
    return max(size for size in range(2, LARGEST_BLOCK + 1) if outcomes**size <= MOST_BLOCKS)


class Message(Field[str]):
    """What somebody wrote; its letters are read when the alphabet is known."""

    def read(self, value: object, name: str) -> str:
        """Return the text."""
        if not isinstance(value, str):
            raise StateError(f"{name} is {value!r}, but it is a text: write letters.")
        if len(value) > LONGEST_MESSAGE:
            raise StateError(f"the message has {len(value)} signs, but at most {LONGEST_MESSAGE} are read: shorten it.")
        return value

    def told(self) -> dict[str, Any]:
        """Return how many signs are read."""
        return {"most": LONGEST_MESSAGE}


class Bits(Field[str]):
    """The unit, which never changes: no address says it, and what one says all the same is passed over."""

    def read(self, value: object, name: str) -> str:
        """Return the unit."""
        if value != "bits":
            raise StateError(f"{name} is {value!r}, but zeros and ones are bits: leave it at bits.")
        return "bits"

    def parse(self, text: str, name: str) -> str:  # noqa: ARG002 - it says nothing
        """Return the unit."""
        return "bits"


@dataclass(frozen=True)
class TelegramOptions(WidgetOptions):
    """How the telegram is shown.

    Attributes
    ----------
    follows
        The id of a widget on the same page whose P and Q the telegram takes over; empty for none.
    """

    follows: str = ""


class TelegramState(DeclaredState):
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

    kind = "telegram"
    hides = (
        "message",  # write your own message
        "code",  # the choice of the code
        "speed",  # letters a second
        "seed",  # another telegram, and its number
        "length",  # how many letters are drawn
        "codewords",  # the two dictionaries, where P and Q can be changed
        "probabilities",  # changing P and Q in the dictionaries
        "break-even",  # the share of one letter from which on the wrong dictionary is cheaper
        "table",  # the averages as a table
        "link",  # copy a link to the present state
    )
    Options: ClassVar[type[WidgetOptions]] = TelegramOptions
    unsaid: ClassVar[Mapping[str, Any]] = {"message": "", "unit": "bits"}

    p = Shares([0.5, 0.5], of="labels", doc="The truth: how often each letter is sent.")
    q = Shares([0.9, 0.1], of="labels", doc="The model that the wrong dictionary is made for.")
    labels = Names(["e", "t"], fewest=FEWEST, most=MOST, doc="The alphabet, each letter once.")
    code: param.Selector[str] = param.Selector(
        default="arithmetic", objects=list(CODES), doc="How letters become bits."
    )
    source: param.Selector[str] = param.Selector(
        default="draw", objects=["draw", "message"], doc="Whether the letters are drawn from P or written."
    )
    block = param.Integer(
        default=2, bounds=(2, LARGEST_BLOCK), doc="How many letters make a block, where the code is one of blocks."
    )
    # Number 12 begins with luck, crosses over, and comes near its limit within a thousand letters.
    seed = param.Integer(
        default=12, bounds=(0, 999_999_999), doc="Which telegram is drawn; the next number draws another."
    )
    length = param.Integer(default=1000, bounds=(1, MOST_LETTERS), doc="How many letters are drawn.")
    sent = param.Integer(
        default=None, allow_None=True, bounds=(0, MOST_LETTERS), doc="How many letters are sent so far; None is all."
    )
    speed: param.Selector[int] = param.Selector(
        default=100, objects=list(SPEEDS), doc="Letters a second when it plays."
    )
    message = Message("", doc="What was written; sent when the source is the message.")
    unit = Bits("bits", doc="What information is counted in.")

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        """Return the state that a lesson describes; a message that it gives is what is sent."""
        written = {"source": "message"} if options.get("message") else {}
        return super().from_options({**written, **options})

    @classmethod
    def _named(cls, start: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields with names for letters that have none; two of them are e and t."""
        p = start.get("p", ())
        return super()._named(start) if isinstance(p, Sequence) and len(p) > FEWEST else dict(start)

    @classmethod
    def from_query(cls, query: Mapping[str, str], default: WidgetState) -> Self:
        """Return `default` changed by what a query string says.

        Another telegram than the default's is sent whole and, if it is drawn, has no message, unless the query says so.
        """
        anew = {"sent": ""} if query.keys() & {"length", "message", "source"} else {}
        if query.get("source") == "draw":
            anew["message"] = ""
        return super().from_query({**anew, **query}, default)

    def agree(self, values: dict[str, Any]) -> None:
        """Refuse letters, or blocks of them, that cannot be sent; a telegram that is sent to its end says None."""
        labels, text, block = values["labels"], values["message"], values["block"]
        if values["code"] == "block" and block > (most := largest_block(len(labels))):
            count = len(labels) ** block
            raise StateError(
                f"block is {block}, but {len(labels)} letters make {count} such blocks: use at most {most}."
            )
        written = values["source"] == "message"
        # A message is read even while letters are drawn: what is kept can always be sent.
        letters = read_letters(text, labels) if text or written else ()
        total = len(letters) if written else values["length"]
        if values["sent"] is not None and read_number(values["sent"], "sent", 0, total) == total:
            values["sent"] = None

    def changed(self, fields: Mapping[str, Any]) -> TelegramState:
        """Return another state: this one, changed by some fields."""
        return self._of({**self.as_dict(), **fields})

    def shown_values(self) -> dict[str, Any]:
        """Return the fields, and how often each letter of the alphabet has been sent."""
        sent = Counter(self.tape().letters[: self.sent])
        return self.as_dict() | {"counts": [sent[letter] for letter in range(len(self.labels))]}

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
