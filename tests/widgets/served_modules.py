"""Our modules in a page without a server, for those that read HTML or write it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = '<!doctype html><script type="importmap">{"imports": {"wd/": "/js/"}}</script>'


def serve_modules(page):
    """Let a page import our modules."""

    def answer(route, request):
        path = re.sub(r"^https?://[^/]+", "", request.url)
        if path == "/":
            return route.fulfill(content_type="text/html", body=PAGE)
        file = ROOT / ("static" + path if path.startswith("/js/") else "app" + path)
        if not file.is_file():
            return route.fulfill(status=404)
        return route.fulfill(content_type="text/javascript", body=file.read_text(encoding="utf-8"))

    page.route("**/*", answer)
    page.goto("http://localhost:9/")
