#!/usr/bin/env bash
# Package and version: axe-core 4.12.1 as axe-playwright-python 0.1.8 carries it, playwright 1.64.0, the system's Chromium.
# What it does: color-contrast-enhanced looks for text below the contrast of AAA, 7 : 1; color-contrast for that of AA, 4.5 : 1.
# What one would guess: whatever fails AA fails AAA too, so a figure's page that is asked for AAA need not be asked for AA.
# What was seen: the rule for AAA reports what lies between the two, and passes what is below both. Labels in #666 on white,
#   5.7 : 1, break it; made fainter, #ccc and 1.6 : 1, they no longer do. Only both rules together hold AAA.
# Source: axe-core, lib/checks/color/color-contrast-enhanced.json, whose thresholds have a `minThreshold`.
# Needs a Chromium on the path; says so and fails if there is none.
set -euo pipefail
browser=$(command -v chromium-headless-shell || command -v chromium) || { echo "no Chromium on the path"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.64.0 axe-playwright-python==0.1.8
cat > "$folder/enhanced.py" <<'PYTHON'
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PAGE = """<!doctype html><html lang="en"><title>A figure</title>
<main><h1>A figure</h1><p style="color: {}; background: #fff">letters sent</p></main>"""
RULES = ("color-contrast", "color-contrast-enhanced")

found = {}
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    page = chromium.new_page()
    for colour in ("#444", "#666", "#ccc"):
        page.set_content(PAGE.format(colour))
        for rule in RULES:
            response = Axe().run(page, options={"runOnly": [rule]}).response
            found[colour, rule] = bool(response["violations"])
            assert found[colour, rule] or len(response["passes"][0]["nodes"]) == 2, response  # it was looked at
    print(response["testEngine"]["version"], found)
    chromium.close()
assert [found[colour, RULES[0]] for colour in ("#444", "#666", "#ccc")] == [False, False, True], found
assert [found[colour, RULES[1]] for colour in ("#444", "#666", "#ccc")] == [False, True, False], found
PYTHON
"$folder/venv/bin/python" "$folder/enhanced.py" "$browser"
