"""A training run in a real browser: its playhead, its film, its samples, and the truth that can be put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.clocks import stop, wind
from playwright.sync_api import Locator, Page, expect

from app.widgets.descent.training import STEPS

if TYPE_CHECKING:
    from tests.served import Served


@pytest.fixture
def descent(page: Page, server: Served) -> Page:
    page.emulate_media(reduced_motion="no-preference")
    wind(page)
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
    stop(descent)
    before = cost(descent, "training-loss")
    descent.get_by_role("button", name="Train from here").click()
    descent.clock.run_for(1000)
    running = step(descent)
    assert 20 < running < STEPS
    descent.clock.run_for(500)
    assert step(descent) > running
    descent.get_by_role("button", name="Pause").click()
    rested = step(descent)
    assert rested < STEPS
    assert cost(descent, "training-loss") < before
    descent.clock.run_for(1000)
    assert step(descent) == rested
    descent.get_by_role("button", name="Undo", exact=True).click()
    descent.clock.run_for(1000)  # as long as it glides there
    expect(playhead(descent)).to_have_attribute("aria-valuenow", "0")


def test_a_key_on_the_playhead_stops_the_film(descent: Page) -> None:
    """Whoever takes the playhead has it."""
    stop(descent)
    descent.get_by_role("button", name="Train from here").click()
    descent.clock.run_for(500)
    assert 5 < step(descent) < STEPS
    playhead(descent).press("Home")
    descent.clock.run_for(500)
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
    for mark in truth.all():
        expect(mark).to_have_css("visibility", "hidden")
    expect(descent.locator("[data-role=announcer]")).not_to_contain_text("New data")
    parts = descent.locator("[data-quantity=training-floor], [data-quantity=training-gap]")
    expect(parts).to_have_count(2)
    for part in parts.all():
        expect(part).to_be_hidden()
    expect(descent.locator("[data-quantity=training-loss]")).to_be_visible()
    descent.get_by_label("Show the truth").check()
    for mark in truth.all():
        expect(mark).to_have_css("visibility", "visible")
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
