"""What is called how, in the browser's own accessibility tree: what a screen reader is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser.learner import all_alive, commit_predictions
from browser.rules import broken_rules
from playwright.sync_api import Page

from app.pages.kinds import KINDS
from tests.shipped import COURSE

if TYPE_CHECKING:
    from tests.served import Served

ANSWERS = {"radio", "checkbox"}
MOST_SAID = 52


def called(page: Page, roles: set[str], within: str) -> list[str]:
    """Return the names of everything of these roles below an element, in the order of the page."""
    wire = page.context.new_cdp_session(page)
    root = wire.send("DOM.getDocument")["root"]["nodeId"]
    node = wire.send("DOM.querySelector", {"nodeId": root, "selector": within})["nodeId"]
    found = wire.send("Accessibility.queryAXTree", {"nodeId": node})["nodes"]
    return [each["name"]["value"] for each in found if each.get("role", {}).get("value") in roles and "name" in each]


#: What is called by a name of its own; what stands in it is not said besides.
NAMED = {"math", "MathMLMath", "button", "link", "checkbox", "radio", "slider", "textbox", "combobox", "image"}


def heard(page: Page, role: str, until: str | None = None) -> list[str]:
    """Return what is said in the first thing of a role, text by text and name by name, up to one of another role."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    said: list[str] = []
    ahead = [next(node for node in nodes if node.get("role", {}).get("value") == role)]
    while ahead:
        node = ahead.pop()
        kind, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "")
        if kind == until:
            break
        if not node.get("ignored") and (kind in NAMED or kind == "StaticText"):
            said.append(name)
            continue
        ahead += [by_id[child] for child in reversed(node.get("childIds", [])) if child in by_id]
    return said


@pytest.mark.parametrize("kind", KINDS)
def test_a_formula_in_a_figure_is_said_as_one(page: Page, server: Served, kind: str) -> None:
    """No bracket and no bar of a formula is a text of its own: it has words, as formulas in sentences have."""
    page.goto(f"{server.url}/lab/{kind}")
    all_alive(page)
    assert [said for said in heard(page, "figure") if re.search(r"[(‖]\s*$|^\s*[)‖]", said)] == []


def test_little_is_said_before_the_first_handle(page: Page, server: Served) -> None:
    """From the top of lesson 2 to its first bar; an emphasised word counts apart, as some readers stop there."""
    page.goto(f"{server.url}/lessons/wrong-dictionary")
    all_alive(page)
    said = heard(page, "RootWebArea", until="slider")
    assert "You write telegrams with two letters, " in said
    assert len(said) <= MOST_SAID, said


@pytest.mark.parametrize("lesson", [lesson.id for lesson in COURSE.lessons])
def test_no_two_answers_of_a_question_are_called_alike(page: Page, server: Served, lesson: str) -> None:
    """Formulas count in a name: each answer has one, and no other answer of its question has the same."""
    page.goto(f"{server.url}/lessons/{lesson}")
    page.evaluate("() => { for (const folded of document.querySelectorAll('details')) folded.open = true; }")
    for question in page.locator(".check:has(.option)").all():
        name = str(question.get_attribute("id"))
        answers = called(page, ANSWERS, f"#{name}")
        assert len(answers) == question.locator(".option").count(), name
        assert all(answer.strip() for answer in answers), name
        assert len(set(answers)) == len(answers), (name, answers)


def test_each_link_of_an_idea_names_it(page: Page, server: Served) -> None:
    """In a list of the page's links no two are called alike that lead to different places."""
    page.goto(f"{server.url}/mastery")
    names = called(page, {"link"}, "main")
    places = page.locator("main a[href]").evaluate_all("all => all.map((each) => each.href)")
    assert len(names) == len(places) > 100
    led: dict[str, set[str]] = {}
    for name, place in zip(names, places, strict=True):
        led.setdefault(name, set()).add(place)
    assert {name: where for name, where in led.items() if len(where) > 1} == {}


@pytest.mark.parametrize("lesson", ["surprise-and-entropy", "wrong-dictionary", "two-directions"])
def test_no_two_landmarks_are_called_alike_when_all_is_open(page: Page, server: Served, lesson: str) -> None:
    """With every panel open and everything unfolded, what one jumps between has names of its own."""
    page.goto(f"{server.url}/lessons/{lesson}")
    all_alive(page)
    commit_predictions(page)
    page.evaluate("() => { for (const folded of document.querySelectorAll('details')) folded.open = true; }")
    page.locator("[data-panel][aria-expanded=false]:enabled").evaluate_all("all => all.forEach((each) => each.click())")
    rules = ["landmark-unique", "empty-table-header", "table-duplicate-name"]
    assert broken_rules(page, runOnly={"type": "rule", "values": rules}) == []


def test_a_formula_is_said_in_an_answer(page: Page, server: Served) -> None:
    """What a browser makes of an answer holds the words of its formula."""
    page.goto(f"{server.url}/lessons/never-negative")
    answers = called(page, ANSWERS, "main")
    assert any("KL, P then Q" in answer for answer in answers), answers
