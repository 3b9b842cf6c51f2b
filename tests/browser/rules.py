"""What axe, which knows the rules of accessible pages, finds broken on a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What is not broken is counted, and not described node by node: on a large page three quarters of the work.
BRIEFLY = {"resultTypes": ["violations"]}


def broken_rules(page: Page, context: str | None = None, **options: Any) -> list[tuple[str, str, list[str]]]:
    """Return the rules that a page breaks, or a part of it: their names, how grave that is, and the first nodes.

    Parameters
    ----------
    page
        The page, as it is now.
    context
        The selector of the part; without it the whole page.
    options
        Of axe's `run`.
    """
    found = Axe().run(page, context=context, options=BRIEFLY | options).response["violations"]
    return [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]
