"""Work out an author's expression: names, numbers, listed functions, arithmetic, comparison, indexing, nothing else."""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from app.content.language.arguments import outcome_index, pmf_argument
from app.content.language.functions import FUNCTIONS, Function
from app.content.language.names import Names
from app.content.language.series import entry
from app.content.language.values import ExpressionError, Quantity, UnitName, Value, describe
from app.kernel import KernelError

LONGEST = 500
_ARITHMETIC: Mapping[type[ast.operator], Callable[[Quantity, Quantity], Quantity]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARISON: Mapping[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
}
MoreFunctions = Mapping[str, tuple[Function, int, int]]


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> ast.expr:
    """Return the syntax tree of an expression, or raise ExpressionError."""
    if len(text) > LONGEST:
        raise ExpressionError(f"{len(text)} characters, at most {LONGEST} allowed", "name parts of it in [quantities]")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise ExpressionError(f"`{text}` is no expression", "write it like kl(P, Q)") from error


def evaluate(text: str, names: Names, more: MoreFunctions | None = None) -> Value:
    """Return what an expression is worth.

    Parameters
    ----------
    text
        The expression, such as `cross_entropy(P, Q) - entropy(P)`.
    names
        The quantities that it may name, and the unit for functions that are given none.
    more
        Functions beside the listed ones, such as the generators of fresh numbers.

    Returns
    -------
    Value
        A number with its unit, a distribution, a truth value or a text.

    Raises
    ------
    ExpressionError
        For anything that is not understood or cannot be worked out; it says what to do.

    Examples
    --------
    >>> from app.content.language.names import Names
    >>> evaluate("entropy(uniform(8))", Names({}))
    Quantity(value=3.0, unit='bits')
    """
    return _Evaluator(names, more or {}).value(parse_expression(text))


def value_of(node: ast.expr, names: Names) -> Value:
    """Return what a part of a parsed expression is worth; see `evaluate`."""
    return _Evaluator(names, {}).value(node)


def explain(text: str, names: Names) -> str:
    """Return both sides of each comparison in an expression with their values, for the message of a false claim."""
    evaluator = _Evaluator(names, {})
    parts: list[str] = []
    for node in ast.walk(parse_expression(text)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"rounds_to", "same"}:
            sides = list(node.args)
        else:
            continue
        parts.append(", ".join(f"{ast.unparse(side)} = {describe(evaluator.value(side))}" for side in sides))
    return "; ".join(parts) or f"{text} is false"


class _Evaluator:
    def __init__(self, names: Names, more: MoreFunctions) -> None:
        self._names = names
        self._functions = {**FUNCTIONS, **more}
        self._unit: UnitName = names.unit

    # One case for each kind of node: the list of what is allowed is best read in one piece.
    def value(self, node: ast.expr) -> Value:  # noqa: C901, PLR0911
        match node:
            case ast.Constant(value=bool() | str() as constant):
                return constant
            case ast.Constant(value=int() | float() as number):
                return Quantity(float(number))
            case ast.Name(id=name):
                return self._name(name)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments)
            case ast.Subscript(value=owner, slice=outcome):
                whole = self.value(owner)
                if isinstance(whole, tuple):
                    return entry(whole, self.value(outcome))
                p = pmf_argument(whole)
                return Quantity(float(p.probabilities[outcome_index(p, self.value(outcome))]))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self._quantity(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self._truth(operand)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _ARITHMETIC[type(op)](self._quantity(left), self._quantity(right))
            case ast.BoolOp(op=ast.And(), values=values):
                return all(self._truth(one) for one in values)
            case ast.BoolOp(op=ast.Or(), values=values):
                return any(self._truth(one) for one in values)
            case ast.Compare():
                return self._compare(node)
        raise ExpressionError(
            f"`{ast.unparse(node)}` is not allowed here",
            'use names, numbers, the functions of the author\'s guide, + - * / **, comparisons and P["label"]',
        )

    def _name(self, name: str) -> Value:
        if name == "inf":
            return Quantity(float("inf"))
        found = self._names.get(name)
        if found is None:
            known = ", ".join(self._names) or "none yet"
            raise ExpressionError(f"`{name}` is no named quantity", f"name it in [quantities] (known: {known})")
        return found

    def _call(self, name: str, arguments: list[ast.expr]) -> Value:
        if name not in self._functions:
            raise ExpressionError(f"`{name}(…)` is no function", f"use one of: {', '.join(sorted(self._functions))}")
        function, fewest, most = self._functions[name]
        if not fewest <= len(arguments) <= most:
            allowed = str(fewest) if fewest == most else f"{fewest} to {most}"
            raise ExpressionError(f"{name}: {len(arguments)} arguments given, {allowed} needed", "correct the call")
        values = [self.value(argument) for argument in arguments]
        try:
            return function(values, self._unit)
        except KernelError as error:
            raise ExpressionError(f"{name}: {error}", "correct the distributions") from error

    def _quantity(self, node: ast.expr) -> Quantity:
        value = self.value(node)
        if not isinstance(value, Quantity):
            raise ExpressionError(f"`{ast.unparse(node)}` is no number", "use a number here")
        return value

    def _truth(self, node: ast.expr) -> bool:
        value = self.value(node)
        if not isinstance(value, bool):
            raise ExpressionError(f"`{ast.unparse(node)}` is neither true nor false", "compare it with something")
        return value

    def _compare(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for op, side in zip(node.ops, node.comparators, strict=True):
            right = self.value(side)
            if type(op) not in _COMPARISON:
                raise ExpressionError(f"`{ast.unparse(node)}` compares in an unknown way", "use < <= > >= == !=")
            if not _holds(left, right, *_COMPARISON[type(op)]):
                return False
            left = right
        return True


def _holds(left: Value, right: Value, sign: str, compare: Callable[[Any, Any], bool]) -> bool:
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if left.unit and right.unit and left.unit != right.unit:
            raise ExpressionError(f"{left.unit} {sign} {right.unit}", "compare in one unit: bits(…) or nats(…)")
        return compare(left.value, right.value)
    if type(left) is type(right) and sign in {"==", "!="}:
        return compare(left, right)
    raise ExpressionError(f"{describe(left)} {sign} {describe(right)} compares two kinds of things", "compare numbers")
