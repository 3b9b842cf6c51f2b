"""`{{ expression | format }}`: a number in the text that the kernel works out, in the form that the author asks for."""

import math
import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.content.language.density_text import density_tex, density_text
from app.content.language.expression import evaluate, parse_expression
from app.content.language.names import Names
from app.content.language.values import ExpressionError, Quantity, UnitName, Value
from app.kernel import Normal, NormalMixture, Pmf
from app.ui.format import NO_BREAK_SPACE, FormattedNumber, format_percent, number_parts

#: Two braces with a space inside, so that TeX's own `{{x}}` is left alone.
INSERTION = re.compile(r"\{\{\s+(?P<inside>.+?)\s+\}\}", re.DOTALL)
LIVE = re.compile(r"""^live\(\s*["']([^"']+)["']\s*\)$""")
#: Decimals of a number whose form is not written out.
USUAL = 3
_LITERAL = re.compile(r"[A-Za-z_]")
_CALLED = re.compile(r"^(kl|cross_entropy|entropy|js)\(")


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown: what the filters after the expression say."""

    digits: int | None = None
    bare: bool = False
    percent: bool = False
    signed: bool = False
    labelled: bool = False
    unit: UnitName | None = None
    spare: int = 0


def live_ref(inside: str) -> str | None:
    """Return `<widget>.<quantity>` if the insertion is a live number, else None."""
    match = LIVE.match(inside)
    return match[1] if match else None


def insertion_html(inside: str, names: Names) -> Markup:
    """Return the HTML of an insertion: `<data>` with the full value, so that hovering tells every digit."""
    expression, form = _read(inside, names)
    value = evaluate(expression, names)
    if isinstance(value, Quantity):
        kind = _CALLED.match(expression)
        classes = f"number number-{kind[1].replace('_', '-')}" if kind else "number"
        full = "Infinity" if value.value == float("inf") else repr(value.value)
        return Markup('<data class="{}" value="{}" title="{}">{}</data>').format(
            classes, full, f"{full} {value.unit or ''}".strip(), _number_text(value, form)
        )
    return Markup('<span class="number">{}</span>').format(_other_text(value, form, inside))


def insertion_text(inside: str, names: Names) -> str:
    """Return an insertion as plain text, as a learner would read it."""
    expression, form = _read(inside, names)
    value = evaluate(expression, names)
    return _number_text(value, form) if isinstance(value, Quantity) else _other_text(value, form, inside)


def insertion_unit(inside: str, names: Names) -> UnitName | None:
    """Return the unit that an insertion prints with its number, or None."""
    if inside.startswith("curves("):  # a picture, which prints no amount
        return None
    expression, form = _read(inside)
    value = evaluate(expression, names)
    return (form.unit or value.unit) if isinstance(value, Quantity) and not form.bare else None


def insertion_python(inside: str, names: Names) -> str:
    """Return an insertion as a Python literal with every digit, for a program.

    A distribution with labels becomes a dict, one without a list, a normal its mean and sd.
    """
    expression, form = _read(inside)
    if form != Format():
        raise ExpressionError(
            f"`{inside}`: a format in a program", "write {{ name }}; the program formats what it prints"
        )
    return _literal(evaluate(expression, names), inside)


def insertion_tex(inside: str, names: Names) -> str:
    """Return an insertion as TeX, for use inside a formula."""
    expression, form = _read(inside, names)
    value = evaluate(expression, names)
    if isinstance(value, Normal | NormalMixture):
        return density_tex(value, lambda number: _number_text(Quantity(number), form).replace("−", "-"))
    if not isinstance(value, Quantity):
        return rf"\text{{{_other_text(value, form, inside)}}}"
    if form.percent:
        return _number_text(value, form).replace("−", "-").replace("%", r"\%")
    parts = _parts(value, form)
    sign = "-" if parts.negative else "+" if form.signed and value.value > 0 else ""
    mantissa = r"\infty" if parts.mantissa == "∞" else parts.mantissa
    power = "" if parts.exponent is None else rf"\times 10^{{{parts.exponent}}}"
    unit = "" if parts.unit is None else rf"\ \text{{{parts.unit_word}}}"
    return f"{{{sign}{mantissa}{power}{unit}}}"


def fill_tex(tex: str, names: Names) -> str:
    """Return a formula with its insertions worked out."""
    return INSERTION.sub(lambda match: insertion_tex(match["inside"], names), tex)


def _read(inside: str, names: Names | None = None) -> tuple[str, Format]:
    expression, *filters = re.split(r"\s+\\?\|\s+", inside)  # in a table's cell the bar is written \|
    parse_expression(expression)
    if not _LITERAL.search(re.sub(r"""(["']).*?\1""", "", expression)):
        raise ExpressionError(f"`{expression}` is a number typed by hand", "name it in [quantities] and use the name")
    form = Format(spare=names.spare if names is not None and expression != "answer" else 0)
    for one in filters:
        form = _with_filter(form, one)
    return expression, form


def _with_filter(form: Format, written: str) -> Format:
    word, *arguments = written.split()
    digits = form.digits
    if arguments:
        if word not in {"digits", "percent"} or len(arguments) > 1 or not re.fullmatch(r"1[0-5]|[0-9]", arguments[0]):
            raise ExpressionError(f"`| {written}` is not understood", "write `| digits 2` or `| percent 1`")
        digits = int(arguments[0])
    changes: dict[str, dict[str, object]] = {
        "digits": {"digits": digits},
        "percent": {"percent": True, "digits": digits},
        "bare": {"bare": True},
        "signed": {"signed": True},
        "labelled": {"labelled": True},
        "bits": {"unit": "bits"},
        "nats": {"unit": "nats"},
    }
    if word not in changes or (word == "digits" and not arguments):
        raise ExpressionError(f"`| {written}` is no format", f"use one of: {', '.join(changes)}")
    fields = {name: getattr(form, name) for name in Format.__dataclass_fields__}
    return Format(**{**fields, **changes[word]})


def _literal(value: Value, inside: str) -> str:  # noqa: PLR0911 - one return a kind of value
    if isinstance(value, Pmf):
        probabilities = [repr(float(p)) for p in value.probabilities]
        if value.labels is None:
            return f"[{', '.join(probabilities)}]"
        return "{" + ", ".join(f'"{x}": {p}' for x, p in zip(value.labels, probabilities, strict=True)) + "}"
    if isinstance(value, Quantity):
        if math.isinf(value.value):
            return f'float("{value.value}")'
        whole = value.unit is None and value.value.is_integer() and abs(value.value) < 1e15
        return repr(int(value.value) if whole else value.value)
    if isinstance(value, bool | str):
        return repr(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_literal(one, inside) for one in value)}]"
    if isinstance(value, Normal):
        return f"({value.mean!r}, {value.sd!r})"
    raise ExpressionError(f"`{inside}` cannot be written into a program", "refer to a number or a distribution")


def _parts(value: Quantity, form: Format) -> FormattedNumber:
    shown = value if form.unit is None else value.in_unit(form.unit)
    digits = USUAL + form.spare if form.digits is None else form.digits
    unit = None if form.bare else shown.unit
    # A quantity with a unit has exactly its decimals; a plain number, such as a probability, none for show.
    parts = number_parts(shown.value, unit, digits, trim=shown.unit is None and form.digits is None)
    if form.spare and form.digits is None and "." in parts.mantissa:
        # Spare decimals are shown where they say something.
        kept = parts.mantissa.rstrip("0")
        return replace(parts, mantissa=kept.ljust(len(parts.mantissa) - form.spare, "0") if shown.unit else kept)
    return parts


def _number_text(value: Quantity, form: Format) -> str:
    plus = "+" if form.signed and value.value > 0 else ""
    if form.percent:
        return plus + format_percent(value.value, form.digits or 0)
    return plus + str(_parts(value, form))


def _other_text(value: Value, form: Format, inside: str) -> str:
    if isinstance(value, Pmf):
        shown = [_number_text(Quantity(float(p)), form) for p in value.probabilities]
        if form.labelled and value.labels:
            return ", ".join(f"{label}{NO_BREAK_SPACE}{p}" for label, p in zip(value.labels, shown, strict=True))
        return f"({', '.join(shown)})"
    if isinstance(value, Normal | NormalMixture):
        return density_text(value, lambda number: _number_text(Quantity(number), form))
    if isinstance(value, str):
        return value
    raise ExpressionError(f"`{inside}` is nothing that can be shown", "refer to a number or a distribution")
