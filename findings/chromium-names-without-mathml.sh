#!/usr/bin/env bash
# Package and version: the chromium or chromium-headless-shell of the system (seen: 156.0), driven by playwright 1.64.0.
# What it does: a control whose label holds a formula in MathML takes its accessible name from the label's content.
# What one would guess: the formula counts, as text does: "The gap is P plus Q", or at least the letters in it.
# What was seen: the formula is left out: two radio buttons that differ in their formula alone have the same name. With an
#   aria-label on <math>, that label counts.
# Source: "Accessible Name and Description Computation 1.2", step 2F; the accessibility tree of the browser itself.
# Needs a Chromium on the path; says so and fails if there is none.
set -euo pipefail
browser=$(command -v chromium-headless-shell || command -v chromium) || { echo "no Chromium on the path"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check playwright==1.64.0
cat > "$folder/names.py" <<'PYTHON'
import sys

from playwright.sync_api import sync_playwright

PAGE = """<!doctype html><title>names</title>
<label><input type="radio" name="a">Only <math><mi>P</mi></math> is infinite</label>
<label><input type="radio" name="a">Only <math><mi>Q</mi></math> is infinite</label>
<label><input type="radio" name="b">Only <math aria-label="P"><mi>P</mi></math> is infinite</label>"""

with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=sys.argv[1], args=["--no-sandbox"])
    page = chromium.new_page()
    page.set_content(PAGE)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "radio"]
    print(chromium.version, names)
    chromium.close()
plain = [" ".join(name.split()) for name in names]
assert plain[0] == plain[1] == "Only is infinite", plain
assert plain[2] == "Only P is infinite", plain
PYTHON
"$folder/venv/bin/python" "$folder/names.py" "$browser"
