"""A page that stands by itself grades as Python does, in every form in which an answer may be typed."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from app.checks import Verdict, grade
from app.checks.choice import choice_case
from app.checks.numeric import numeric_case
from app.export.grading import grading
from app.proof.answer_forms import number_trials
from tests.shipped import ALL_CHECKS

ROOT = Path(__file__).resolve().parents[2]
PAGE = '<!doctype html><script type="importmap">{"imports": {"wd/": "/js/"}}</script>'
GRADE = """async (asked) => {
  const { grade } = await import("/js/alone/grade.js");
  return JSON.parse(asked).map(([question, answers]) => answers.map((given) => {
    const { verdict, said, html } = grade(question, given);
    return [verdict, said ?? null, html];
  }));
}"""
SEEDS = (0, 3)


def answers(check, seed):
    """What may be typed or chosen: right, every slip, in many forms; each option alone, all, and the right ones."""
    if check.authored.front.kind == "numeric":
        case = numeric_case(check, seed)
        typed = [trial.response for trial in number_trials(case, every_form=seed == 0)]
        return [[text] for text in dict.fromkeys([*typed, "", "what", "undefined", "7", "150"])]
    case = choice_case(check, seed)
    ids = [option.id for option in case.options]
    return [[], *([one] for one in ids), ids, sorted(case.right), ["no-such-option"]]


@pytest.fixture
def twin(chromium):
    """A page with the modules."""
    context = chromium.new_context()
    page = context.new_page()

    def serve(route):
        path = route.request.url.removeprefix("http://twin.test")
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            route.fulfill(body=(ROOT / "static" / path.lstrip("/")).read_text(), content_type="text/javascript")

    page.route("**/*", serve)
    page.goto("http://twin.test/")
    yield page
    context.close()


def test_the_page_grades_as_python_does(twin):
    """Verdict and words agree on all questions; where Python sees steps rounded early, the page says wrong."""
    cases = [(check, seed) for check in chain(*(each.values() for each in ALL_CHECKS.values())) for seed in SEEDS]
    asked = [(check, seed, answers(check, seed)) for check, seed in cases if seed == 0 or check.fresh]
    told = twin.evaluate(GRADE, json.dumps([[grading(check, seed), given] for check, seed, given in asked]))
    seen = Counter()
    for (check, seed, given), verdicts in zip(asked, told, strict=True):
        numeric = check.authored.front.kind == "numeric"
        for one, (verdict, said, html) in zip(given, verdicts, strict=True):
            outcome = grade(check, seed, one[0] if numeric else one)
            expected = outcome.verdict.value
            if outcome.verdict is Verdict.ROUNDED_EARLY:
                expected = "wrong"
            assert verdict == expected, (check.id, seed, one, html, outcome.feedback_html)
            if outcome.verdict in {Verdict.RIGHT, Verdict.WRONG, Verdict.MORE_DIGITS}:
                assert (said, html) == (outcome.headline, str(outcome.feedback_html)), (check.id, seed, one)
            seen[expected] += 1
    assert set(seen) == {"right", "wrong", "more_digits", "not_understood"}
    assert sum(seen.values()) > 3000
