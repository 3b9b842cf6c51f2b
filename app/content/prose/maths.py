"""TeX to MathML, on the server: legible without scripts, read aloud by screen readers."""

import re

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

from app.content.language.values import ExpressionError
from app.content.prose.maths_breaks import in_pieces
from app.content.prose.maths_words import words

#: What authors may write beside ordinary TeX. A colour is a mark for `_COLOURS`; no other colour is allowed.
MACROS = {
    "P": r"P",
    "Q": r"Q",
    "H": r"H",
    "KL": r"\textcolor{orange}{\operatorname{KL}}(#1\,\|\,#2)",
    "JS": r"\operatorname{JS}(#1,\,#2)",
    "bits": r"\text{bits}",
    "nats": r"\text{nats}",
    "gap": r"{\textcolor{orange}{#1}}",
}
# The colours become classes: the values belong to the style sheet, which knows light from dark.
_COLOURS = {"#FF8001": "maths-kl"}  # math-core's "orange"
_STYLED = re.compile(r' style="([^"]*)"')
_TRUTH_OR_MODEL = re.compile(r"<mi>([PQ])</mi>")
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def maths(tex: str, *, display: bool) -> Markup:
    r"""Return the MathML of a formula.

    Parameters
    ----------
    tex
        TeX without dollar signs; the macros of the author's guide are known.
    display
        A formula on its own line, in a box that scrolls sideways when it is wider than the page.

    Returns
    -------
    Markup
        `<math>`, for a displayed formula inside `<div class="display-maths">`; a long one in a sentence is several of
        them, with a chance of a new line between (`maths_breaks`). P carries the class `maths-p`,
        Q `maths-q`, the KL gap `maths-kl`, and `aria-label` says it in words; there is no style attribute, so that a
        strict content policy holds.

    Raises
    ------
    ExpressionError
        If the TeX is not understood.

    Examples
    --------
    >>> "‖" in maths(r"\KL{P}{Q}", display=False)
    True
    """
    # A converter keeps counters; a new one for each formula makes the result depend on the formula alone.
    converter = LatexToMathML(macros=MACROS)
    try:
        mathml = converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise ExpressionError(f"TeX `{tex}`: {_reason(error)}", "correct the formula") from error
    mathml = _STYLED.sub(lambda match: _class_for(match[1], tex), mathml)
    mathml = _TRUTH_OR_MODEL.sub(lambda match: f'<mi class="maths-{match[1].lower()}">{match[1]}</mi>', mathml)
    # Browsers leave MathML out of a name that is taken from content, of an answer say: there its words stand for it.
    html = mathml.replace("<math", f'<math aria-label="{escape(words(mathml))}"', 1)
    if not display:
        return Markup(in_pieces(html))  # noqa: S704 - escaped
    return Markup(f'<div class="display-maths">{html}</div>')  # noqa: S704 - escaped


def _class_for(style: str, tex: str) -> str:
    if style.startswith("color:"):
        colour = style.removeprefix("color:").rstrip(";")
        if colour not in _COLOURS:
            raise ExpressionError(
                f"TeX `{tex}`: a colour of its own", r"use \gap{…}; P and Q are coloured by themselves"
            )
        return f' class="{_COLOURS[colour]}"'
    side = re.match(r"text-align: (left|right|center)", style)
    if side:
        return f' class="maths-{side[1]}"'
    raise ExpressionError(f"TeX `{tex}`: it needs the style `{style}`", "write the formula more plainly")


def _reason(error: LatexError) -> str:
    lines = [line.strip() for line in _ANSI.sub("", str(error)).splitlines() if line.strip()]
    return lines[0].removeprefix("Error:").strip() if lines else "not understood"
