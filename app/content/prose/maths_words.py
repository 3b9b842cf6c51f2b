"""A formula in words, from its MathML: the name that it has for who listens, and where a name is taken from content."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

#: Signs and what they are called. One way for each, everywhere; the glossary says how KL is read.
SIGNS = {
    "=": "equals", "+": "plus", "−": "minus", "-": "minus", "⋅": "times", "×": "times", "/": "over",
    "≤": "is at most", "≥": "is at least", "<": "is less than", ">": "is greater than", "≈": "is about",
    "∝": "is proportional to", "→": "goes to", "‖": "then", "∣": "given", "|": "bar", "∈": "in", "∞": "infinity",
    "…": "and so on", "∗": "star", "′": "prime", "ˆ": "hat", "∂": "partial", "∇": "the gradient of",
    "ln": "ln", "arg\u2009min": "the place of the least of",
    "α": "alpha", "β": "beta", "γ": "gamma", "ε": "epsilon", "θ": "theta", "λ": "lambda", "μ": "mu", "π": "pi",
    "σ": "sigma", "τ": "tau", "ψ": "psi", "Δ": "delta", "Σ": "sigma", "ϕ": "phi", "φ": "phi", "ρ": "rho",
}  # fmt: skip
_SILENT = {"\u2061", "\u2062", "⏟", "⏞", ""}
_OPEN = {"(": ")", "[": "]"}
#: What stands before a bracket as a function of what is in it; any other thing multiplies.
_FUNCTION = re.compile(
    r"(?:[EH]|JS|ELBO|Var|supp|softmax|perplexity|exp|ln|log|log base \S+|max|E sub .+|\S+ (?:star|hat|prime))$"
)
#: The same, but not of a sum: p(x) is a value, p(1 - p) a product.
_MASS = re.compile(r"(?:[A-Zpqrf]|pi|\S+ sub .+)$")
_POWERS = {"2": "squared", "3": "cubed"}
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot);)\w+;")


def words(mathml: str) -> str:
    r"""Return a formula in words.

    Parameters
    ----------
    mathml
        A `<math>` element, as `app.content.prose.maths` makes it.

    Returns
    -------
    str
        Its words. Two formulas of a question never share theirs; brackets are said where they hold a sum.

    Examples
    --------
    >>> words("<math><mi>KL</mi><mo>(</mo><mi>P</mi><mo>‖</mo><mi>Q</mi><mo>)</mo><mo>≥</mo><mn>0</mn></math>")
    'KL, P then Q, is at least 0'
    >>> words("<math><msup><mi>σ</mi><mn>2</mn></msup><mo>/</mo><mn>2</mn></math>")
    'sigma squared over 2'
    """
    root = ET.fromstring(_ENTITY.sub(lambda entity: html.unescape(entity[0]), mathml))  # noqa: S314 - our own MathML
    said = re.sub(r"\s+([,;.:])", r"\1", " ".join(_joined(list(_said(root)))))
    return re.sub(r",(?=[,;.:])", "", said).removesuffix(",")


def _said(element: ET.Element) -> Iterator[str]:
    """Yield what an element says, piece by piece; brackets and commas stay signs until they are joined."""
    tag = element.tag
    if tag in {"mi", "mo", "mn", "mtext"}:
        text = (element.text or "").replace("\u00a0", " ").strip()
        if text not in _SILENT:
            yield SIGNS.get(text, text)
    elif tag in _SHAPES:
        yield from _SHAPES[tag](*element)
    elif tag == "mtable":
        yield "; ".join(" ".join(_joined([word for cell in row for word in _said(cell)])) for row in element)
    elif tag != "mphantom":
        for child in element:
            yield from _said(child)


def _one(element: ET.Element) -> str:
    return " ".join(_joined(list(_said(element))))


def _raised(base: ET.Element, power: ET.Element) -> Iterator[str]:
    how = _one(power)
    if how in {"star", "prime"}:
        yield f"{_one(base)} {how}"
    else:
        yield from _said(base)
        yield _POWERS.get(how) or f"to the power {how}{_end(how)}"


def _lowered(base: ET.Element, index: ET.Element) -> Iterator[str]:
    name = _one(base)
    yield f"log base {_one(index)}" if name == "log" else f"{name} sub {_one(index)}"


def _lowered_raised(base: ET.Element, index: ET.Element, power: ET.Element) -> Iterator[str]:
    how = _one(power)
    yield f"{_one(base)} sub {_one(index)}"
    yield how if how in {"star", "prime"} else _POWERS.get(how) or f"to the power {how}{_end(how)}"


def _fraction(above: ET.Element, below: ET.Element) -> Iterator[str]:
    top, bottom = _one(above), _one(below)
    if " " in top or " " in bottom:
        yield f"the fraction {top} over {bottom}, end of fraction,"
    else:
        yield f"{top} over {bottom}"


def _root(*inside: ET.Element) -> Iterator[str]:
    what = " ".join(_joined([word for each in inside for word in _said(each)]))
    yield f"the square root of {what}{_end(what)}"


def _under(base: ET.Element, below: ET.Element) -> Iterator[str]:
    what, under = _one(base), _one(below)
    if base.text == "∑":
        yield f"the sum over {under} of"
    elif base.tag in {"munder", "mover"}:  # a brace, with what it says
        yield f"{what}, marked “{under}”," if under else what
    else:
        yield f"{what} over {under}" if under else what


def _between(base: ET.Element, below: ET.Element, above: ET.Element) -> Iterator[str]:
    what = {"∑": "sum", "∫": "integral"}[str(base.text)]
    yield f"the {what} from {_one(below)} to {_one(above)} of"


_SHAPES: dict[str, Callable[..., Iterator[str]]] = {
    "msup": _raised, "msub": _lowered, "msubsup": _lowered_raised, "mfrac": _fraction, "msqrt": _root,
    "munder": _under, "mover": _under, "munderover": _between,
}  # fmt: skip


def _end(what: str) -> str:
    """Say where something ends that is more than a word."""
    return ", end," if " " in what else ""


def _joined(pieces: list[str]) -> list[str]:
    """Say brackets: of a function "of", of a sum "open" and "close", of one word nothing."""
    said: list[str] = []
    while pieces:
        piece = pieces.pop(0)
        if piece in _OPEN:
            inside = _joined(_up_to(pieces, piece))
            if said and said[-1] == "KL":  # as the course reads it out: the truth, then the model
                said += [",", *inside, ","]
                continue
            is_sum = bool({"plus", "minus"} & set(inside))
            if said and (_FUNCTION.match(said[-1]) or (_MASS.match(said[-1]) and not is_sum)):
                said += ["of", *inside, "close"] if is_sum else ["of", *inside]
            elif len(inside) == 1:
                said += inside
            else:
                said += ["open", *inside, "close"]
        elif piece == "∑":
            said.append("the sum of")
        elif piece == "∫":
            said.append("the integral of")
        else:
            said.append(piece)
    return said


def _up_to(pieces: list[str], opening: str) -> list[str]:
    """Take the pieces of a bracket out of the list, with the one that closes it."""
    depth, inside = 1, []
    while pieces:
        piece = pieces.pop(0)
        depth += (piece == opening) - (piece == _OPEN[opening])
        if depth == 0:
            break
        inside.append(piece)
    return inside
