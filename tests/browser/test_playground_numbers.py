"""Numbers in the playground are what CPython prints: thousands of expressions, asked of both, must say the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from browser.expressions import PRELUDE, expressions
from browser.test_playground import opened, ran
from playwright.sync_api import expect

from app.pages.files.assets import PLAYGROUND

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.served import Served

#: So many in the suite; WD_EXPRESSIONS=20000 asks more, which takes half a minute.
COUNT, SEED = int(os.environ.get("WD_EXPRESSIONS", "3000")), int(os.environ.get("WD_SEED", "12"))
BATCH = 1000

#: What each module is for, where it goes wrong easily; each line is an expression.
MODULES = """
    list(accumulate([0, 1, 2]))
    list(accumulate([0.5, -0.5, 1], initial=3))
    list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 0, 5], operator.mul)), list(accumulate([]))
    list(pairwise('abcd')), list(pairwise([])), list(pairwise([1]))
    list(islice(count(2, 0.5), 4)), list(islice(cycle('ab'), 5)), list(islice('abcdef', 1, 5, 2))
    list(combinations('abcd', 2)), list(combinations_with_replacement('abc', 2)), list(permutations('abc', 2))
    list(product('ab', repeat=2)), list(product()), list(compress('abcd', [1, 0, 1, 1])), list(starmap(pow, [(2, 3)]))
    [(k, list(g)) for k, g in groupby('aabbbc')], [list(x) for x in tee([1, 2], 2)]
    list(zip_longest('abc', 'x', fillvalue='-')), list(chain('ab', [1])), list(chain.from_iterable(['ab', 'c']))
    list(takewhile(lambda x: x < 3, [1, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(repeat(3, 2))
    functools.reduce(operator.add, [1, 2, 3])
    functools.reduce(operator.add, [])
    functools.reduce(operator.add, [], 7), functools.partial(pow, 2)(5), functools.cache(math.sqrt)(4)
    Counter('abracadabra'), Counter('aab') - Counter('ab'), Counter('aab').total(), deque([1, 2, 3], maxlen=2)
    defaultdict(int, {'a': 1}), namedtuple('P', 'x y')(1, 2.50), ChainMap({'a': 1}, {'b': 2})
    operator.itemgetter(0, 2)('abc'), operator.attrgetter('real')(3), operator.methodcaller('upper')('a')
    operator.truediv(1, 0)
    operator.floordiv(1.0, 0)
    bisect.bisect([1, 2, 3], 2), bisect.bisect_left([1, 2, 3], 2), heapq.nlargest(2, [1, 5, 3]), heapq.heappop([1, 2])
    string.ascii_letters + string.digits + string.punctuation, string.capwords('a bc')
    string.Formatter().format('{:.3f}', 1 / 3)
    math.log(8, 2), math.log2(2**2000), math.log(10**400), math.fsum([0.1] * 10), math.prod([2, 3], start=2)
    math.log()
    math.sqrt(1, 2)
    math.floor('a')
    math.fsum([1e308, 1e308])
    math.comb(5, 2), math.perm(5), math.gcd(4, 6, 8), math.hypot(), math.dist((0, 0), (3, 4)), math.isqrt(17)
    sum([0.1, 0.2]), max(1, 2.5), hash(1.0) == hash(1), int('1_000'), float('1e400'), float(' 1.5 ')
    f'{0.1 + 0.2=}', f'{0.1=:.3f}', f'{3.14159:{8}.{3}}', f'{1 / 3!r:>25}', '{:{w}.{p}f}'.format(pi, w=10, p=2)
    f'{None:>5}'
    random.seed('x') or random.sample('abcdef', 3), random.Random('ab').choice([1, 2, 3]), random.Random(3).random()
    random.seed(3) or [random.shuffle(x := list(range(6))), x]
    random.seed(1) or (random.setstate(random.getstate()), random.random()), len(random.getstate()[1])
    random.choice([])
    1 // 0.0
    10.0**400
    round(25, -1), round(1e22), f'{math.log2(4):.3}', f'{1e10:.4}', f'{inf:>8}', '%.1f' % 0.05, '%.2f' % 0.615
    f'{99.5:.2g}', f'{0.125:.1e}', 2**53 + 1 == 2.0**53, -0 * 1.0, (-2) ** 0.5, 1e308 * 10, 1e308 * 10 - 1e308 * 10
"""
IMPORTS = """
import bisect, functools, heapq, operator, string
from collections import *
from itertools import *
"""


def differences(page: Page, server: Served, prelude: str, asked: list[str]) -> list[list[str]]:
    """Ask CPython in a process of its own, and the page, in batches; return expression, CPython's word, the page's."""
    one = f"{prelude}\nimport json, sys\nprint(json.dumps([said(each) for each in json.load(sys.stdin)]))"
    command = [sys.executable, "-X", "utf8", "-W", "ignore", "-c", one]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True)
    wanted = json.loads(done.stdout)
    assert len(wanted) == len(asked)
    section, found = opened(page, server), []
    for at in range(0, len(asked), BATCH):
        pairs = list(zip(asked[at : at + BATCH], wanted[at : at + BATCH], strict=True))
        code = f"""{prelude}
wrong = [(each, word, here) for each, word in {pairs!r} if (here := said(each)) != word]
print(len(wrong), *map(ascii, wrong[:20]), sep="\\n")
"""
        number, *wrong = ran(section, code).locator("samp").text_content().splitlines()
        assert len(wrong) == min(int(number), 20)
        found += wrong
    return found


def test_the_fuzz_asks_every_kind_and_its_edges() -> None:
    """What is drawn is the same each time, holds errors and results, and is asked in as many ways as there are."""
    drawn = list(expressions(SEED, 1000))
    assert drawn == list(expressions(SEED, 1000))
    assert len(set(drawn)) > 900
    for part in ("format(", "f'{", ".format(", "' % ", "round(", "divmod(", "seeded(", " ** ", "inf", "nan", "-0.0"):
        assert any(part in each for each in drawn), part


def test_thousands_of_expressions_say_what_cpython_says(page: Page, server: Served) -> None:
    """Formats, the % operator, round, repr, arithmetic at its edges, functions, seeded draws: no difference."""
    assert differences(page, server, PRELUDE, list(expressions(SEED, COUNT))) == []


def test_the_offered_modules_say_what_cpython_says(page: Page, server: Served) -> None:
    """Every module that a learner may import does what it does in CPython."""
    asked = [line for line in textwrap.dedent(MODULES).splitlines() if line]
    assert differences(page, server, PRELUDE + IMPORTS, asked) == []


def test_a_difference_would_be_found(page: Page, server: Served) -> None:
    """Where the page is told another function than CPython, the comparison says so."""
    prelude = PRELUDE + "\nimport sys\nif sys.implementation.name != 'cpython':\n    round = lambda *x: 0\n"
    found = differences(page, server, prelude, ["round(2.5)", "round(0.2)", "1 + 1"])
    assert found == [ascii(("round(2.5)", "2", "0"))]


@pytest.mark.parametrize("locale", ["en-US@posix", "de-DE", "C"])
def test_it_starts_in_a_browser_of_any_language(page: Page, server: Served, locale: str) -> None:
    """A language that is no BCP 47 tag, as some systems give, is no reason not to start."""
    told: list[str] = []

    def say(route: Route) -> None:
        """Answer with the worker under such a system's language, which Playwright itself takes for none."""
        answer = route.fetch()
        told.append(
            f"Object.defineProperty(navigator, 'language', {{value: {json.dumps(locale)}, configurable: true}});"
        )
        route.fulfill(response=answer, body=told[0] + answer.text())

    page.route(f"**{PLAYGROUND}*", say)
    section = opened(page, server)
    assert told
    expect(ran(section, "print(f'{1234.5:,.2f}')").locator("samp")).to_have_text("1,234.50\n")


def test_what_keeps_it_from_starting_is_not_blamed_on_the_connection(page: Page, server: Served) -> None:
    """A worker that was fetched and fails says why."""
    page.route(
        f"**{PLAYGROUND}*",
        lambda route: route.fulfill(body="throw new Error('no such thing')", content_type="text/javascript"),
    )
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    page.locator(".playground").first.get_by_role("button", name="Open the playground").click()
    status = page.locator(".playground-status").first
    expect(status).to_contain_text("could not start in this browser: ")
    expect(status).to_contain_text("no such thing")
    expect(status).not_to_contain_text("connection")
