"""What comes out of a check's calculation if its steps are rounded.

The answer's expression is worked out as people do it, once for each habit of rounding (`habits.py`): which kinds of
step are rounded, to how many decimals, and which of the usual ways is taken (KL by its terms or as a difference, bits
by base 2 or by natural logarithms).
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from app.checks.habits import Floats, Kind, all_habits
from app.content.language.expression import parse_expression, value_of
from app.content.language.names import Names
from app.content.language.values import Quantity, UnitName
from app.kernel import Normal, Pmf
from app.ui.format import format_plain

#: So small a difference is that of two orders of adding.
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a calculation: how it is written, in TeX, and its value."""

    tex: str
    value: float


@dataclass(frozen=True)
class Roundings:
    """What a calculation comes to by each habit of rounding.

    Parameters
    ----------
    results
        The last result of each habit, not rounded; only finite ones.
    decimals
        How many decimals the habit keeps in its steps.
    consistent
        Whether the habit rounds all steps of a kind alike.
    steps
        Logarithms, powers and roots on the way, each once, exactly.
    terms
        How many weighted terms the longest of the sums has.
    """

    results: Floats
    decimals: Floats
    consistent: np.ndarray
    steps: tuple[Step, ...]
    terms: int

    def explains(self, value: float, decimals: int | None, *, per: float = 1.0, surely: bool = False) -> int | None:
        """Return with how many decimals in the steps a typed number comes out; None if with none.

        Parameters
        ----------
        value
            The number typed.
        decimals
            How many decimals it was typed with; None for a calculation, which is exact.
        per
            The results are multiplied by this first, where another unit was typed.
        surely
            Count only habits that round all steps of a kind alike. Else all between their least and greatest result.
        """
        found = [kept for kept in (4, 3, 2) if self._reaches(kept, value, decimals, per, surely=surely)]
        return found[0] if found else None

    def _reaches(self, kept: int, value: float, decimals: int | None, per: float, *, surely: bool) -> bool:
        results = self.results[(self.decimals >= kept) & (self.consistent | (not surely))] * per
        if not results.size:
            return False
        if decimals is None:
            typed = results
        else:
            scale = 10.0**decimals
            sizes = np.abs(results) * scale
            typed = np.concatenate(
                [np.copysign(np.floor(sizes + end), results) / scale for end in (0.5 - TINY, 0.5 + TINY, TINY)]
            )
        if surely:
            return bool((np.abs(typed - value) < TINY).any())
        return bool(typed.min() - TINY <= value <= typed.max() + TINY)


def roundings(expression: str, names: Names) -> Roundings:
    """Return what an expression comes to if its steps are rounded.

    Parameters
    ----------
    expression
        An author's expression for a number.
    names
        The quantities that it names, and the unit for functions that are given none.
    """
    calculation = _Calculation(names)
    with np.errstate(all="ignore"):
        results = calculation.of(parse_expression(expression), last=True)
    habits = all_habits()
    finite = np.isfinite(results)
    return Roundings(
        results=results[finite],
        decimals=habits.decimals[finite].astype(float),
        consistent=~habits.mixed[finite],
        steps=tuple(calculation.steps.values()),
        terms=calculation.terms,
    )


class _Calculation:
    def __init__(self, names: Names) -> None:
        self._names, self._habits, self._count = names, all_habits(), 0
        self.steps: dict[str, Step] = {}
        self.terms = 0

    def of(self, node: ast.expr, *, last: bool = False) -> Floats:
        """Return what a node comes to; what is given is not rounded, nor is the last step of all."""
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.of(operand)
            case ast.BinOp(left=left, op=op, right=right):
                work, kind = _ARITHMETIC[type(op)]
                # Of a + b + c nobody writes down a + b.
                chained = isinstance(left, ast.BinOp) and {type(op), type(left.op)} <= {ast.Add, ast.Sub}
                return self.kept(work(self.of(left, last=chained), self.of(right)), kind, last=last)
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in _WAYS:
                return self.kept(_WAYS[name](self, arguments, self.unit(node)), "sum", last=last)
            case ast.Subscript(value=ast.Call(func=ast.Name(id="softmax" | "tilt" as name), args=arguments)):
                shares = self.softmax(arguments) if name == "softmax" else self.tilt(arguments)
                return self.kept(shares[int(self.number(node.slice)) - 1], "ratio", last=last)
        return self.exactly(self.number(node))

    def kept(self, result: Floats, kind: Kind, *, last: bool = False) -> Floats:
        """Return a result as it is written down on the way."""
        if last:
            return result
        self._count += 1
        return self._habits.rounded(result, kind, self._count)

    def exactly(self, value: float) -> Floats:
        return np.full(len(self._habits), value)

    def by_way(self, *ways: Floats) -> Floats:
        """Return for each habit the result of the way that it takes."""
        return np.choose(self._habits.way % len(ways), ways)

    # What the names at hand are worth, exactly.

    def number(self, node: ast.expr) -> float:
        value = value_of(node, self._names)
        return value.value if isinstance(value, Quantity) else math.nan

    def unit(self, node: ast.expr) -> UnitName | None:
        value = value_of(node, self._names)
        return value.unit if isinstance(value, Quantity) else None

    def shares_of(self, node: ast.expr) -> list[float] | None:
        value = value_of(node, self._names)
        return [float(p) for p in value.probabilities] if isinstance(value, Pmf) else None

    def normal(self, node: ast.expr) -> Normal | None:
        value = value_of(node, self._names)
        return value if isinstance(value, Normal) else None

    # The steps that people take.

    def note(self, tex: str, value: float) -> None:
        if math.isfinite(value) and abs(value - round(value, 3)) > TINY and "×" not in tex:
            self.steps.setdefault(tex, Step(tex.replace("−", "-"), value))

    def logarithm(self, of: Floats, unit: UnitName | None, tex: str, exact: float) -> Floats:
        """Return the logarithm, to base 2 or by natural logarithms; `tex` and `exact` are what stands behind it."""
        natural = np.log(of)
        worth = math.log(exact) if exact > 0 else -math.inf
        sign, base = ("-" if worth < 0 else ""), r"\log_2" if unit == "bits" else r"\ln"
        self.note(f"{sign}{base} {tex}", abs(worth) / (math.log(2) if unit == "bits" else 1))
        if unit != "bits":
            return self.kept(natural, "function")
        through_nats = self.kept(natural, "function") / self.kept(self.exactly(math.log(2)), "function")
        return np.where(self._habits.natural, through_nats, self.kept(natural / math.log(2), "function"))

    def surprisal(self, p: float, unit: UnitName | None) -> Floats:
        return -self.logarithm(self.exactly(p), unit, format_plain(p, 6), p)

    def log_ratio(self, above: float, below: float, unit: UnitName | None) -> Floats:
        ratio = self.kept(self.exactly(above / below), "ratio")
        return self.logarithm(
            ratio, unit, rf"\frac{{{format_plain(above, 6)}}}{{{format_plain(below, 6)}}}", above / below
        )

    def weighted(self, pairs: Iterable[tuple[float, Floats]]) -> Floats:
        terms = [self.kept(weight * cost, "term") for weight, cost in pairs]
        self.terms = max(self.terms, len(terms))
        return _sum(terms)

    def cross_entropy(self, p: Sequence[float], q: Sequence[float], unit: UnitName | None) -> Floats:
        if len(set(q)) == 1:
            return self.surprisal(q[0], unit) if len(q) > MOST_TERMS else self._by_terms(p, q, unit)
        # Alike outcomes are counted one by one, or together.
        together: dict[float, float] = {}
        for share, model in zip(p, q, strict=True):
            together[model] = together.get(model, 0.0) + share
        if len(together) == len(q):
            return self._by_terms(p, q, unit)
        grouped = self._by_terms(list(together.values()), list(together), unit)
        terms = self.terms
        result = self.by_way(self._by_terms(p, q, unit), grouped)
        self.terms = max(terms, self.terms)
        return result

    def _by_terms(self, p: Sequence[float], q: Sequence[float], unit: UnitName | None) -> Floats:
        return self.weighted((a, self.surprisal(b, unit)) for a, b in zip(p, q, strict=True) if a > 0)

    def kl(self, p: Sequence[float], q: Sequence[float], unit: UnitName | None) -> Floats:
        pairs = [(a, b) for a, b in zip(p, q, strict=True) if a > 0]
        self.terms = max(self.terms, len(pairs))
        if any(b == 0 for _, b in pairs):
            return self.exactly(math.inf)
        by_ratios = self.weighted((a, self.log_ratio(a, b, unit)) for a, b in pairs)
        shown = dict(self.steps)
        by_excess = self.weighted((a, self.surprisal(b, unit) - self.surprisal(a, unit)) for a, b in pairs)
        by_difference = self.kept(self.cross_entropy(p, q, unit), "sum") - self.kept(
            self.cross_entropy(p, p, unit), "sum"
        )
        self.steps = shown
        return self.by_way(by_ratios, by_difference, by_excess)

    def normal_kl(self, p: Normal, q: Normal) -> Floats:
        """KL of two normals by the usual formula, or with the logarithm of the variance, in nats."""
        apart = (p.mean - q.mean) ** 2
        ratio = q.sd / p.sd
        width = self.logarithm(self.kept(self.exactly(ratio), "ratio"), "nats", format_plain(ratio, 6), ratio)
        variance = self.kept(self.exactly(p.sd**2), "term")
        fraction = self.kept((variance + apart) / (2 * q.sd**2), "ratio")
        squared = self.kept(self.exactly((p.sd / q.sd) ** 2), "term")
        spread = self.kept(0.5 * (squared - 1 - self.kept(np.log(squared), "function")), "term")
        return self.by_way(width + fraction - 0.5, self.kept(self.exactly(apart / (2 * q.sd**2)), "term") + spread)

    def js(self, p: Sequence[float], q: Sequence[float], unit: UnitName | None) -> Floats:
        middle = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
        halves = [self.kept(self.kl(one, middle, unit), "sum") for one in (p, q)]
        shown = dict(self.steps)
        both, first, second = (self.kept(self.cross_entropy(one, one, unit), "sum") for one in (middle, p, q))
        self.steps = shown
        of_entropies = both - self.kept(0.5 * first, "term") - self.kept(0.5 * second, "term")
        return self.by_way((halves[0] + halves[1]) / 2, of_entropies)

    def converted(self, value: Floats, have: UnitName | None, want: UnitName) -> Floats:
        if have is None or have == want:
            return value
        factor = self.kept(self.exactly(math.log(2)), "function")
        self.note(r"\ln 2", math.log(2))
        return value * factor if want == "nats" else value / factor

    def exponentials(self, arguments: Sequence[ast.expr]) -> list[Floats]:
        for argument in arguments:
            power = self.number(argument)
            self.note(f"e^{{{format_plain(power, 6)}}}", math.exp(power))
        return [self.kept(np.exp(self.of(argument)), "function") for argument in arguments]

    def softmax(self, arguments: Sequence[ast.expr]) -> list[Floats]:
        return self.normalised(self.exponentials(arguments))

    def tilt(self, arguments: Sequence[ast.expr]) -> list[Floats]:
        factors = zip(self.shares_of(arguments[0]) or [], self.exponentials(arguments[1:]), strict=True)
        return self.normalised([self.kept(p * factor, "term") for p, factor in factors])

    def normalised(self, weights: Sequence[Floats]) -> list[Floats]:
        total = self.kept(_sum(weights), "sum")
        if len(weights) != 2:
            return [weight / total for weight in weights]
        # Of two, each is worked out from their sum, or from their ratio: r / (r + 1).
        ratios = [self.kept(mine / other, "ratio") for mine, other in (weights, weights[::-1])]
        return [self.by_way(weight / total, ratio / (ratio + 1)) for weight, ratio in zip(weights, ratios, strict=True)]


#: With more outcomes than this nobody adds term by term.
MOST_TERMS = 12
_Way = Callable[[_Calculation, Sequence[ast.expr], UnitName | None], Floats]
_ARITHMETIC: dict[type[ast.operator], tuple[Callable[[Floats, Floats], Floats], Kind]] = {
    ast.Add: (np.add, "sum"),
    ast.Sub: (np.subtract, "sum"),
    ast.Mult: (np.multiply, "term"),
    ast.Div: (np.divide, "ratio"),
    ast.Pow: (np.power, "function"),
}


def _sum(parts: Iterable[Floats]) -> Floats:
    return reduce(np.add, parts)


def _surprisal(calculation: _Calculation, arguments: Sequence[ast.expr], unit: UnitName | None) -> Floats:
    node = arguments[0]
    exact = calculation.number(node)
    direct = -calculation.logarithm(calculation.of(node), unit, format_plain(exact, 6), exact)
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            # Independent surprises add.
            return calculation.by_way(direct, _sum(_surprisal(calculation, [one], unit) for one in (left, right)))
        case ast.Subscript(value=ast.Call(func=ast.Name(id="softmax"), args=logits), slice=index) if unit == "nats":
            # −ln of a softmax is the logarithm of the sum, less the logit.
            total = calculation.kept(_sum(calculation.exponentials(logits)), "sum")
            logit = calculation.of(logits[int(calculation.number(index)) - 1])
            return calculation.by_way(calculation.kept(np.log(total), "function") - logit, direct)
    return direct


def _kl_term(calculation: _Calculation, arguments: Sequence[ast.expr], unit: UnitName | None) -> Floats:
    p, q = (calculation.number(ast.Subscript(value=pmf, slice=arguments[2])) for pmf in arguments[:2])
    if p == 0 or q == 0:
        return calculation.exactly(math.inf if p else 0.0)
    return p * calculation.log_ratio(p, q, unit)


def _measured(kind: str) -> _Way:
    def way(calculation: _Calculation, arguments: Sequence[ast.expr], unit: UnitName | None) -> Floats:
        measured = arguments[: 1 if kind == "entropy" else 2]
        normals = [normal for argument in measured if (normal := calculation.normal(argument))]
        if kind == "kl" and len(normals) == 2:
            return calculation.converted(calculation.normal_kl(normals[0], normals[1]), "nats", unit or "nats")
        pmfs = [shares for argument in measured if (shares := calculation.shares_of(argument))]
        if len(pmfs) < len(measured):
            return calculation.exactly(math.nan)
        work = {"kl": calculation.kl, "js": calculation.js}.get(kind, calculation.cross_entropy)
        return work(pmfs[0], pmfs[-1], unit)

    return way


def _mean_surprise(calculation: _Calculation, arguments: Sequence[ast.expr], unit: UnitName | None) -> Floats:
    costs = [calculation.surprisal(calculation.number(argument), unit) for argument in arguments]
    calculation.terms = max(calculation.terms, len(costs))
    return calculation.kept(_sum(costs), "sum") / len(costs)


def _perplexity(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    base = 2.0 if calculation.unit(arguments[0]) == "bits" else math.e
    raised = base ** calculation.of(arguments[0])
    match arguments[0]:
        case ast.Call(func=ast.Name(id="mean_surprise"), args=shares):
            product = calculation.exactly(math.prod(calculation.number(share) for share in shares))
            return calculation.by_way(raised, calculation.kept(product, "term") ** (-1 / len(shares)))
    return raised


def _average(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    weights = calculation.shares_of(arguments[0]) or []
    return calculation.weighted(zip(weights, [calculation.of(node) for node in arguments[1:]], strict=True))


def _sd(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    spread = calculation.number(ast.Call(func=ast.Name(id="sd"), args=list(arguments), keywords=[]))
    return np.sqrt(calculation.kept(calculation.exactly(spread**2), "term"))


def _in(unit: UnitName) -> _Way:
    return lambda calculation, arguments, _unit: calculation.converted(
        calculation.of(arguments[0]), calculation.unit(arguments[0]), unit
    )


def _log(unit: UnitName) -> _Way:
    def way(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
        exact = calculation.number(arguments[0])
        return calculation.logarithm(calculation.of(arguments[0]), unit, format_plain(exact, 6), exact)

    return way


def _mapped(function: Callable[[Floats], Floats], tex: str) -> _Way:
    def way(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
        exact = calculation.number(arguments[0])
        calculation.note(f"{tex}{{{format_plain(exact, 6)}}}", float(function(np.array(exact))))
        return calculation.kept(function(calculation.of(arguments[0])), "function")

    return way


def _absolute(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    return np.abs(calculation.of(arguments[0]))


def _least(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    shares = [calculation.shares_of(node) for node in arguments]
    each = zip(arguments, shares, strict=True)
    return reduce(np.minimum, [calculation.exactly(min(of)) if of else calculation.of(node) for node, of in each])


def _alone(calculation: _Calculation, arguments: Sequence[ast.expr], _unit: UnitName | None) -> Floats:
    return calculation.of(arguments[0])


#: How each function of an author is worked out by hand; what a function that is not here gives is taken as given.
_WAYS: dict[str, _Way] = {
    "entropy": _measured("entropy"),
    "cross_entropy": _measured("cross_entropy"),
    "kl": _measured("kl"),
    "js": _measured("js"),
    "kl_term": _kl_term,
    "surprisal": _surprisal,
    "mean_surprise": _mean_surprise,
    "perplexity": _perplexity,
    "average": _average,
    "sd": _sd,
    "bits": _in("bits"),
    "nats": _in("nats"),
    "bare": _alone,
    "abs": _absolute,
    "min": _least,
    "ln": _log("nats"),
    "log2": _log("bits"),
    "exp": _mapped(np.exp, "e^"),
    "sqrt": _mapped(np.sqrt, r"\sqrt"),
}
