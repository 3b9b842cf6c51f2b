# Wrong Dictionary. `make help` lists what one can do; a fresh machine needs only Python 3.11+, pip and make.

PYTHON ?= python3
UV_VERSION := 0.13.8
UV := .tools/bin/uv
RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest --numprocesses 2
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup browser serve test test-fast test-browser lint format check-lessons bench lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(READY) browser  ## make .venv with all that serve and test need, and a browser

# uv comes into .tools with pip alone. The lock names no host, so the packages come from whatever index this machine uses.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv==$(UV_VERSION)

$(READY): pyproject.toml uv.lock | $(UV)
	test -x $(RUN) || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) export --quiet --frozen --no-emit-project --all-groups --output-file .venv/requirements.txt
	$(UV) pip sync --quiet --compile-bytecode --python $(RUN) --require-hashes .venv/requirements.txt
	@touch $@

browser: $(READY)  ## bring Chromium for the browser tests, if there is none
	@$(RUN) tests/browser/chromium.py

serve: $(READY)  ## serve the course on http://localhost:5006
	$(RUN) -m app serve

test: lint check-lessons browser  ## all of it: lint, lessons, tests, browser tests
	$(PYTEST)

test-fast: $(READY)  ## the tests that need no browser
	$(PYTEST) -m "not browser"

test-browser: browser  ## the browser tests alone
	$(PYTEST) -m browser

lint: $(READY)  ## ruff, mypy, spelling and the import rule
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/codespell README.md app bench lessons static/css static/js static/playground tests
	.venv/bin/lint-imports

format: $(READY)  ## put the code into its form
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

check-lessons: $(READY)  ## prove every claim, solve every check, reach every misconception
	$(RUN) -m app check-lessons

bench: browser  ## run the benchmarks; each prints a table
	$(RUN) bench/kernel.py
	$(RUN) bench/drag.py
	$(RUN) bench/page.py

lock: | $(UV)  ## resolve the dependencies anew; the lock keeps versions and hashes and names no host
	rm -f uv.lock
	$(UV) lock
	sed -i -E 's#https://[^/"]+/#https://index.invalid/#' uv.lock

clean:  ## remove what set-up and tests made (never data/)
	rm -rf .venv .tools .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
