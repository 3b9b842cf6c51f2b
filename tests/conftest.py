"""What all tests share: one Chromium and one Node for the whole run."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import hypothesis
import pytest
from hypothesis.internal.conjecture import providers
from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import chromium_path
from tests.javascript.node import Node
from tests.patience import PATIENCE

# How long an example takes, or takes to be drawn, says how busy the machine is, and nothing of what it holds. A change
# is tried on the same examples everywhere, so that what turns red is its own doing; `make fuzz` looks for others.
BUSY = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("ours", **BUSY, derandomize=True)
hypothesis.settings.register_profile("others", **BUSY, derandomize=False, max_examples=1000)
hypothesis.settings.load_profile("ours")
found_in_modules = providers._get_local_constants


def constants():
    """Return what `make fuzz` tries too: constants of those of our modules that are imported, as other tests decide."""
    return providers.Constants() if hypothesis.settings.default.derandomize else found_in_modules()


providers._get_local_constants = constants
# Whoever waits for a condition goes on as soon as it holds.
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium, driven by Playwright; it calls no one but the pages under test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
            timeout=PATIENCE * 1000,
        )
        browser.on("context", lambda made: made.set_default_timeout(PATIENCE * 1000))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def node():
    """Node, for the modules that need no page."""
    process = Node()
    yield process
    process.close()


@pytest.fixture(autouse=True)
def _loops_of_their_own(monkeypatch):
    """Let `asyncio.run` run in a thread: Playwright keeps a loop in ours, once a browser has been started."""
    run = asyncio.run

    def run_apart(main, **options):
        with ThreadPoolExecutor(1) as apart:
            return apart.submit(run, main, **options).result()

    monkeypatch.setattr(asyncio, "run", run_apart)
