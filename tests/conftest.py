"""What all tests share: one Chromium for the whole run."""

import importlib.util
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright


def chromium_path():
    """Return the browser that tests/browser/chromium.py finds."""
    spec = importlib.util.spec_from_file_location("chromium", Path(__file__).parent / "browser" / "chromium.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.chromium_path()


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
        )
        yield browser
        browser.close()
