"""The logits in a real browser: a step, a run of steps, a shift, and the label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.clocks import hold
from playwright.sync_api import Page, expect

from app.widgets.logits.frame import STEP
from app.widgets.logits.state import LogitsState

if TYPE_CHECKING:
    from tests.served import Served


@pytest.fixture
def logits(page: Page, server: Served) -> Page:
    page.goto(f"{server.url}/lab/logits")
    expect(page.locator(".logits[data-alive]")).to_be_visible()
    return page


def values(page: Page) -> list[float]:
    return [float(text) for text in page.locator(".grab").evaluate_all("all => all.map(e => e.ariaValueNow)")]


def loss(page: Page) -> float:
    return float(page.locator("[data-quantity=cross-entropy]").get_attribute("data-value"))


def test_a_step_goes_against_the_slope(logits: Page) -> None:
    """One press takes each logit to where its arrow ended; Undo takes it back."""
    start = LogitsState()
    wanted = [z - STEP * slope for z, slope in zip(start.logits, start.slopes(), strict=True)]
    hold(logits)  # a press is a hold if a machine takes long over it
    logits.get_by_role("button", name="One step").click()
    assert values(logits) == pytest.approx(wanted, rel=1e-12)
    logits.get_by_role("button", name="Undo", exact=True).click()
    assert values(logits) == start.logits


def test_a_held_button_steps_on_and_is_undone_at_once(logits: Page) -> None:
    """While it is held the loss falls and falls; letting go ends the run, and one Undo takes all of it back."""
    before = loss(logits)
    button = logits.get_by_role("button", name="One step")
    box = button.bounding_box()
    logits.mouse.move(box["x"] + 10, box["y"] + 10)
    logits.mouse.down()
    logits.wait_for_function(
        "loss => document.querySelector('[data-quantity=cross-entropy]').dataset.value < loss / 8", arg=before
    )
    logits.mouse.up()
    rested = values(logits)
    logits.wait_for_timeout(300)
    assert values(logits) == rested
    logits.get_by_role("button", name="Undo", exact=True).click()
    assert values(logits) == LogitsState().logits


def test_a_shift_changes_no_number(logits: Page) -> None:
    """All logits rise by one, loss and probabilities stay; at the edge it is said why not."""
    before, shares = loss(logits), logits.locator(".shares td").all_text_contents()
    for times in (1, 2, 3, 4):
        logits.get_by_role("button", name="All up").click()
        assert values(logits) == [z + times for z in LogitsState().logits]
        assert loss(logits) == pytest.approx(before, rel=1e-14)
    expect(logits.locator(".shares td")).to_have_text(shares)
    logits.get_by_role("button", name="All up").click()
    expect(logits.locator("[data-role=message]")).to_contain_text("stands at the edge")


def test_the_label_can_be_another_class(logits: Page) -> None:
    """A click on the dog makes it the right class, and the loss that of the dog."""
    logits.locator(".shares label", has_text="dog").click()
    state = LogitsState.from_options({"right": "dog"})
    assert loss(logits) == pytest.approx(state.results()["cross-entropy"], rel=1e-12)
