"""A training run in a real browser: its playhead, its film, its samples, and the truth that can be put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from app.widgets.descent.training import STEPS

if TYPE_CHECKING:
    from tests.served import Served


@pytest.fixture
def descent(page: Page, server: Served) -> Page:
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{server.url}/lab/descent")
    expect(page.locator(".descent[data-alive]")).to_be_visible()
    return page


def playhead(page: Page) -> Locator:
    return page.get_by_role("slider", name="training step")


def step(page: Page) -> int:
    return int(playhead(page).get_attribute("aria-valuenow"))


def cost(page: Page, quantity: str) -> float:
    return float(page.locator(f"[data-quantity={quantity}]").first.get_attribute("data-value"))


def test_the_film_runs_until_it_is_paused_and_is_undone_at_once(descent: Page) -> None:
    """Train takes step after step and lowers the loss; Pause ends it, and one Undo takes the whole run back."""
    before = cost(descent, "training-loss")
    descent.get_by_role("button", name="Train from here").click()
    descent.wait_for_function("() => Number(document.querySelector('.grab').ariaValueNow) > 20")
    descent.get_by_role("button", name="Pause").click()
    rested = step(descent)
    assert 20 < rested < STEPS
    assert cost(descent, "training-loss") < before
    descent.wait_for_timeout(200)
    assert step(descent) == rested
    descent.get_by_role("button", name="Undo", exact=True).click()
    expect(playhead(descent)).to_have_attribute("aria-valuenow", "0")


def test_a_key_on_the_playhead_stops_the_film(descent: Page) -> None:
    """Whoever takes the playhead has it."""
    descent.get_by_role("button", name="Train from here").click()
    descent.wait_for_function("() => Number(document.querySelector('.grab').ariaValueNow) > 5")
    playhead(descent).press("Home")
    descent.wait_for_timeout(200)
    assert step(descent) == 0


def test_with_reduced_motion_training_is_over_at_once(page: Page, server: Served) -> None:
    """Nobody has to watch the film who does not want to."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{server.url}/lab/descent")
    expect(page.locator(".descent[data-alive]")).to_be_visible()
    page.get_by_role("button", name="Train from here").click()
    assert step(page) == STEPS


def test_another_sample_brings_other_counts(descent: Page) -> None:
    """The counts change and still sum to the size of the sample."""

    def counts() -> list[int]:
        return [int(text) for text in descent.locator(".count").all_text_contents()]

    before = counts()
    descent.get_by_role("button", name="Another sample").click()
    expect(descent.locator(".count").first).not_to_have_text(str(before[0]))
    assert sum(counts()) == sum(before) == 20


def test_the_size_of_a_sample_stays_whole(descent: Page) -> None:
    """Up its logarithmic scale the number of guests goes by whole guests, and the server takes each."""
    slider = descent.get_by_label("guests in the sample", exact=True)
    for _ in range(30):
        slider.press("ArrowUp")
    guests = int(descent.get_by_role("textbox", name="guests in the sample, typed").input_value())
    assert guests > 100
    assert sum(int(text) for text in descent.locator(".count").all_text_contents()) == guests


def test_without_the_truth_nothing_shows_it(descent: Page) -> None:
    """Red bars, floor, gap and the cost of new data go together, also for who listens."""
    truth = descent.locator(".bars .bar-p, .floor, .gap, path.new, .dot.new, .bills .new")
    descent.get_by_label("Show the truth").uncheck()
    assert truth.evaluate_all("all => all.every(e => getComputedStyle(e).visibility === 'hidden')")
    assert "New data" not in descent.locator("[data-role=announcer]").text_content()
    parts = descent.locator("[data-quantity=training-floor], [data-quantity=training-gap]")
    assert parts.evaluate_all(
        "all => all.length === 2 && !all.some(e => e.checkVisibility({visibilityProperty: true}))"
    )
    expect(descent.locator("[data-quantity=training-loss]")).to_be_visible()
    descent.get_by_label("Show the truth").check()
    assert truth.evaluate_all("all => all.every(e => getComputedStyle(e).visibility === 'visible')")
    expect(parts.first).to_be_visible()


def test_at_the_last_step_nothing_is_cut_off_or_covered(page: Page, server: Served) -> None:
    """The hint beside the playhead stays inside the figure, and the grip above the numbers of the steps."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server.url}/lab/descent?step={STEPS}")
    expect(page.locator(".descent[data-alive]")).to_be_visible()
    figure, hint, grip, tick = (
        page.locator(each).last.bounding_box() for each in (".descent", ".hint", ".grip", ".scale.across span")
    )
    assert hint["x"] + hint["width"] <= figure["x"] + figure["width"]
    assert grip["y"] + grip["height"] <= tick["y"]
