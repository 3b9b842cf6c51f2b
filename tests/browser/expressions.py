"""Expressions over numbers, drawn by a seed: what a fuzz of the playground's Python asks CPython too."""

from __future__ import annotations

import math
import random
import struct
import sys
from collections.abc import Callable, Iterator

#: Where a float turns into text, or rounds, otherwise than one would guess.
EDGES = (
    *(0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 2.2250738585072014e-308, sys.float_info.max, 1e16, 1e17, 1e22),
    *(1e23, 9.999999999999999e22, 123456789012345680.0, 9007199254740993.0, 0.0001, 0.00001, 0.00009999, 1e-7),
    *(0.05, 0.125, 0.375, 0.5, 0.615, 0.4645, 1.005, 1.5, 2.0, 2.5, 2.675, 3.5, 9.5, 99.5, 999.5, 9.995, 0.99999, 1e10),
    *(25.0, 35.0, 150.0, 250.0, 1e15, 1e5, 99999.5, 1e100, 1 / 3, 2 / 3, 0.1 + 0.2, 1e-300, -1.0, -2.5, -0.5),
)
WHOLE = (0, 1, -1, 5, 15, 25, 35, -25, 150, 250, 12345, 10**15, 2**53, 2**53 + 1, -(2**63), 10**22, 10**25 + 5, 10**400)
WORDS = ("letters", "", "a", "KL(P ‖ Q)", "🎲", "naïve café", "entropy" * 9)


class Draw:
    """Draws expressions, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.pick = self.random.choice

    def float(self) -> str:
        """Draw a float: an edge, a short decimal, a tie, any size, any bits."""
        one = self.random
        drawn: float = self.pick(
            [
                lambda: self.pick(EDGES),
                lambda: round(one.uniform(-10, 10), one.randrange(5)),
                lambda: (2 * one.randrange(1000) + 1) / 2 ** one.randrange(1, 12) * self.pick([1, -1]),
                lambda: one.uniform(-1, 1) * 10.0 ** one.randrange(-12, 25),
                one.random,
                lambda: struct.unpack("<d", one.randbytes(8))[0],
            ]
        )()
        return repr(drawn)

    def int(self) -> str:
        """Draw an int, small or great."""
        one = self.random
        return repr(
            self.pick(
                [
                    lambda: self.pick(WHOLE),
                    lambda: one.randrange(-300, 300),
                    lambda: one.randrange(-(10**30), 10**30),
                    lambda: one.randrange(-(10**9), 10**9),
                ]
            )()
        )

    def real(self) -> str:
        """Draw a number, now and then a truth value."""
        return self.pick(
            [self.float, self.float, self.float, self.int, self.int, lambda: self.pick(["True", "False"])]
        )()

    def small(self) -> str:
        """Draw a float, or a small number that is whole or a half."""
        one = self.random
        return self.pick([self.float, lambda: repr(one.randrange(-9, 9)), lambda: repr(one.randrange(-9, 9) / 2)])()

    def power(self) -> str:
        """Draw an exponent. A square and a square root the engines round well, and glibc, 1 time in 1000, does not."""
        drawn = self.pick([self.float, lambda: repr(self.random.randrange(-18, 18) / 4)])()
        return "3.0" if drawn in {"2.0", "0.5"} else drawn

    def spec(self, types: str) -> str:
        """Draw a format specification; a few of them are wrong."""
        one = self.random
        some = lambda text, share: text if one.random() < share else ""  # noqa: E731
        return (
            some(self.pick(["<", ">", "^", "=", "*<", "*>", "_^", "0=", "∞>"]), 0.3)
            + some(self.pick("+- "), 0.3)
            + some("z", 0.08)
            + some("#", 0.15)
            + some("0", 0.2)
            + some(str(one.randrange(1, 24)), 0.5)
            + some(self.pick(",_"), 0.25)
            + some(f".{self.pick([*range(8), *range(8), 12, 17, 20, 30])}", 0.6)
            + some(self.pick(types), 0.85)
        )

    def format(self) -> str:
        """Draw a format, on each of its roads."""
        value = self.pick([self.float, self.float, self.real])()
        spec = self.spec("eEfFgG%neEfFgG%nfgdsbxXocq")
        return self.pick(
            [
                f"format({value}, {spec!r})",
                f"f'{{{value}:{spec}}}'",
                f"'{{:{spec}}}'.format({value})",
                f"'{{x:{spec}}}|{{0!r:>9}}'.format({value}, x={value})",
            ]
        )

    def format_int(self) -> str:
        """Draw a format of an int."""
        return f"format({self.int()}, {self.spec('dbxXocndfe%')!r})"

    def format_str(self) -> str:
        """Draw a format of a text."""
        return f"format({self.pick(WORDS)!r}, {self.spec('sssd')!r})"

    def percent(self) -> str:
        """Draw a use of the % operator."""
        one = self.random
        flags = "".join(flag for flag in "-+ #0" if one.random() < 0.2)
        width = self.pick(["", "", str(one.randrange(1, 20))])
        precision = self.pick(["", "", ".", f".{one.randrange(9)}", f".{one.randrange(9)}", f".{one.randrange(30)}"])
        kind = self.pick("eEfFgGeEfFgGdiuxXosrac")
        value = repr(self.pick(WORDS)) if one.random() < 0.05 else self.real()
        return self.pick(
            [
                f"'%{flags}{width}{precision}{kind}' % {value}",
                f"'%{flags}{width}{precision}{kind}' % ({value},)",
                f"'<%(x){flags}{width}{precision}{kind}> 100%%' % {{'x': {value}}}",
                f"'%{flags}*.*{kind}' % ({one.randrange(-12, 12)}, {one.randrange(9)}, {value})",
                f"'%s %{flags}{width}{precision}{kind}' % ({value}, {self.real()})",
                f"'%d %s' % {value}",
            ]
        )

    def rounding(self) -> str:
        """Draw a rounding."""
        one = self.random
        return self.pick(
            [
                f"round({self.real()}, {one.randrange(-6, 20)})",
                f"round({self.float()}, {one.randrange(4)})",
                f"round({self.real()})",
                f"round({self.real()}, {self.pick(['None', '400', '-400', '1.5'])})",
                f"{self.pick(['floor', 'ceil', 'trunc', 'int'])}({self.real()})",
            ]
        )

    def repr(self) -> str:
        """Draw a number or a list of numbers as text."""
        return self.pick(
            [
                f"{self.real()}",
                f"str({self.float()})",
                f"[{self.float()}, ({self.float()},)]",
                f"f'{{{self.float()}}} {{{self.float()}!r}}'",
                f"complex({self.float()}, {self.float()})",
                f"float({self.float()!r})",
                f"{{{self.float()}: {self.int()}}}",
                f"({self.float()}).as_integer_ratio()",
                f"({self.float()}).is_integer()",
                f"float({self.int()})",
            ]
        )

    def arithmetic(self) -> str:
        """Draw an operation, with the errors at its edges."""
        one = self.random
        operator = self.pick(["+", "-", "*", "/", "//", "%", "==", "<", ">="])
        return self.pick(
            [
                f"({self.real()}) {operator} ({self.real()})",
                f"({self.small()}) {operator} ({self.small()})",
                f"({self.small()}) ** ({self.power()})",
                f"({one.randrange(-9, 9)}) ** {one.randrange(-9, 99)}",
                f"divmod({self.real()}, {self.real()})",
                f"divmod({self.small()}, {self.small()})",
                f"-({self.real()})",
                f"abs({self.real()})",
                f"pow({one.randrange(-9, 9)}, {one.randrange(9)}, {one.randrange(-5, 9)})",
                f"changed('{self.pick(['+=', '-=', '*=', '/=', '//=', '%='])}', {self.small()}, {self.small()})",
            ]
        )

    def function(self) -> str:
        """Draw a function of math, at home and at its edges."""
        one = self.random
        x = self.pick([self.real, self.float, lambda: repr(one.uniform(-8, 8)), lambda: repr(one.random())])
        name = self.pick(FUNCTIONS)
        return self.pick(
            [
                f"{name}({x()})",
                f"{name}({x()})",
                f"{name}({x()})",
                f"log({x()}, {self.pick(['2', '10', '0.5', x()])})",
                f"pow({x()}, {self.power()})",
                f"math.pow({x()}, {self.power()})",
                f"atan2({x()}, {x()})",
                f"fmod({x()}, {x()})",
                f"remainder({x()}, {x()})",
                f"copysign({x()}, {x()})",
                f"hypot({x()}, {x()})",
                f"ldexp({x()}, {one.randrange(-1100, 1100)})",
                f"nextafter({x()}, {x()})",
                f"isclose({x()}, {x()})",
                f"fsum([{x()}, {x()}, {x()}, {x()}])",
                f"prod([{x()}, {x()}])",
                f"dist([{x()}, {x()}], [{x()}, {x()}])",
                f"gcd({self.int()}, {self.int()})",
                f"lcm({self.int()}, {self.int()})",
                f"comb({one.randrange(-1, 70)}, {one.randrange(-1, 40)})",
                f"perm({one.randrange(-1, 40)}, {one.randrange(-1, 20)})",
                f"factorial({one.randrange(-2, 60)})",
                f"isqrt({self.int()})",
            ]
        )

    def seeded(self) -> str:
        """Draw what a seeded generator says."""
        one = self.random
        seed = self.pick(
            [lambda: repr(self.pick(WORDS)), self.int, self.int, lambda: repr(one.randrange(1000)), lambda: "b'bytes'"]
        )()
        calls = [
            "random()",
            "randrange(10)",
            "randrange(5, 500, 7)",
            "randint(-5, 5)",
            "uniform(-1, 1)",
            "gauss(0, 1)",
            "normalvariate(2, 3)",
            "choice('entropy')",
            "choices('abc', [5, 3, 2], k=5)",
            "sample(range(100), 5)",
            "getrandbits(100)",
            "getrandbits(7)",
            "expovariate(2)",
            "triangular(0, 1, 0.3)",
            "betavariate(2, 3)",
            "gammavariate(0.5, 1)",
            "lognormvariate(0, 1)",
            "paretovariate(3)",
            "weibullvariate(1, 3)",
            "randbytes(3)",
            "vonmisesvariate(0, 4)",
            "choices([1, 2], cum_weights=[0.3, 1], k=3)",
            "randrange(10**30)",
            "gammavariate(2.5, 1)",
        ]
        return f"seeded({seed}, {', '.join(repr(one.choice(calls)) for _ in range(one.randrange(1, 5)))})"


#: Functions of math that CPython asks the C library for, and which are the same to the last digit in the page.
FUNCTIONS = (
    *("exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "sinh"),
    *("cosh", "tanh", "asinh", "degrees", "radians", "floor", "ceil", "trunc", "fabs", "isnan", "isinf", "isfinite"),
    *("frexp", "modf", "ulp", "gamma", "lgamma"),
)
KINDS: tuple[Callable[[Draw], str], ...] = (
    Draw.format, Draw.format, Draw.format, Draw.format_int, Draw.format_str, Draw.percent, Draw.percent,
    Draw.rounding, Draw.repr, Draw.arithmetic, Draw.arithmetic, Draw.function, Draw.seeded,
)  # fmt: skip

#: What the expressions may use, in CPython and in the page alike.
PRELUDE = """
import math, random
from math import *
from math import pow as _
pow = __builtins__.pow if hasattr(__builtins__, "pow") else __builtins__["pow"]

def changed(operator, x, y):
    if operator == "+=": x += y
    elif operator == "-=": x -= y
    elif operator == "*=": x *= y
    elif operator == "/=": x /= y
    elif operator == "//=": x //= y
    else: x %= y
    return x

def seeded(seed, *calls):
    random.seed(seed)
    return [eval("random." + call) for call in calls]

def said(expression):
    try:
        return repr(eval(expression))
    except Exception as error:
        return type(error).__name__ + ": " + str(error)
"""


def expressions(seed: int, count: int) -> Iterator[str]:
    """Yield so many expressions of every kind."""
    draw = Draw(seed)
    for at in range(count):
        yield KINDS[at % len(KINDS)](draw)
