# Wrong Dictionary. `make help` lists what one can do; a fresh machine needs only Python 3.11+, pip and make.

PYTHON ?= python3
UV := .tools/bin/uv
RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest --numprocesses 3 --dist worksteal --randomly-seed 1948
FLOOR := 91
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup browser engines proxy postgresql record-store bundle wheel serve test test-fast test-js fuzz test-browser test-cluster lint format check-lessons bench audit atlas docs coverage lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(READY) $(COMPILED) bundle browser engines proxy postgresql record-store  ## make .venv with all that serve and test need, and the pages' scripts

# uv comes into .tools with pip alone, by the hashes of the lock. The lock names no host, so the packages come from whatever
# index this machine uses.
$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …")'
	@mkdir -p .tools && $(PYTHON) .ci/uv_by_hash.py > .tools/uv.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools --require-hashes --requirement .tools/uv.txt

$(READY): pyproject.toml uv.lock | $(UV)
	@echo "Python's packages, and their bytecode: most of what set-up takes …"
	test -x $(RUN) || $(UV) venv --quiet --python $(PYTHON) .venv
	$(UV) export --quiet --frozen --no-emit-project --output-file .venv/requirements.txt
	$(UV) pip sync --python $(RUN) --require-hashes .venv/requirements.txt
	@$(RUN) -W ignore .ci/bytecode.py
	@touch $@

postgresql: $(READY)  ## bring PostgreSQL for the tests of the store, if there is none
	@$(RUN) -m tests.progress.postgresql

BUNDLED := .cache/bundled
MODULES := $(shell find static/js static/css static/playground app/widgets app/notebook bundling \
	-name '*.js' -o -name '*.css' -o -name '*.json' -o -name bundle.py)

bundle: $(BUNDLED)  ## put the modules of each page into one script, by esbuild

$(BUNDLED): $(MODULES) $(wildcard lessons/*/lesson.md) app/pages/kinds.py app/pages/files/bundles.py | $(READY)
	@echo "The pages' scripts …"
	@$(RUN) bundling/bundle.py $@

COMPILED := .cache/compiled

# Where Python may not write beside its modules, as in an image, each start would compile the course anew.
$(COMPILED): $(shell find app -name '*.py') | $(READY)
	@echo "The program's bytecode …"
	@$(RUN) -m compileall -q app && mkdir -p .cache && touch $@

browser: $(READY)  ## bring Chromium for the browser tests, if there is none
	@$(RUN) -m tests.browser.chromium

engines: $(READY)  ## bring Firefox and WebKit for the tour of all engines, if they are not there
	@$(RUN) -m tests.browser.engines.bring

proxy: $(READY)  ## bring nginx for the test of a caching proxy, if there is none
	@$(RUN) -m tests.pages.nginx

record-store: $(READY)  ## bring a record store for the test of xAPI, if there is none
	@$(RUN) -m tests.xapi.ralph

wheel: bundle  ## build the wheel, which brings the command wrong-dictionary
	$(RUN) -m hatchling build --target wheel --directory dist

serve: $(READY) $(COMPILED) bundle  ## serve the course on http://localhost:5006
	$(RUN) -m app serve

test: lint check-lessons $(COMPILED) bundle browser engines proxy postgresql record-store  ## all of it: lint, lessons, tests, browser tests
	$(PYTEST)

test-fast: $(READY) $(COMPILED) bundle postgresql record-store  ## the tests that need no browser
	$(PYTEST) -m "not browser"

test-js: $(READY)  ## the tests of scripts that need no page, in Node
	$(RUN) -m pytest tests/javascript

fuzz: $(READY) $(COMPILED) postgresql  ## the same properties on other examples, a thousand each: what fails is a fault to be mended
	$(PYTEST) -m "not browser" --hypothesis-profile=others --randomly-seed default $(shell grep -rl hypothesis tests --include='test_*.py')

test-browser: $(COMPILED) bundle browser  ## the browser tests alone
	$(PYTEST) -m browser

test-cluster: $(READY) $(COMPILED) bundle proxy postgresql  ## four workers behind a real nginx on a real PostgreSQL: killed, rolled, cut off
	$(RUN) -m pytest tests/cluster

lint: $(READY)  ## ruff, mypy, spelling, the import rule; types, rules and form of JavaScript
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/codespell *.md app bench bundling/*.py deploy findings lessons linting/*.* static/css static/js static/offline static/playground tests
	.venv/bin/lint-imports
	$(RUN) linting/lint.py

format: $(READY)  ## put the code into its form
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .
	$(RUN) linting/lint.py --fix

coverage: $(READY) postgresql  ## which branches of kernel, content, checks and progress their tests take; too few fail
	$(PYTEST) -m "not browser" --cov --cov-report=term --cov-fail-under=$(FLOOR) \
		tests/kernel tests/content tests/checks tests/progress

docs: | $(UV)  ## the reference of the kernel, from its docstrings, in .cache/docs
	test -x .tools/docs/bin/python || $(UV) venv --quiet --python $(PYTHON) .tools/docs
	$(UV) export --quiet --frozen --no-emit-project --no-dev --group docs --output-file .tools/docs.txt
	$(UV) pip sync --quiet --python .tools/docs/bin/python --require-hashes .tools/docs.txt
	.tools/docs/bin/python -m pdoc --docformat numpy --no-show-source --output-directory .cache/docs app.kernel
	@echo "open .cache/docs/app/kernel.html"

check-lessons: $(READY)  ## prove every claim, solve every check, reach every misconception
	$(RUN) -m app check-lessons

bench: $(COMPILED) bundle browser  ## run the benchmarks; each prints a table
	$(RUN) bench/kernel.py
	$(RUN) bench/drag.py
	$(RUN) bench/page.py
	$(RUN) bench/store.py
	$(RUN) bench/load.py
	$(RUN) bench/worst.py 300
	$(RUN) bench/hostile.py
	$(RUN) bench/durability.py --quick
	$(RUN) bench/room.py

atlas: $(READY)  ## ask the libraries anew and print what changed; ONLY=dit,scipy asks some of them, ONLY=figures runs the shown lines
	$(RUN) findings/atlas/run.py --only "$(ONLY)"

audit: | $(UV)  ## known faults and licences of all that we ship
	test -x .tools/audit/bin/python || $(UV) venv --quiet --python $(PYTHON) .tools/audit
	$(UV) export --quiet --frozen --no-emit-project --no-dev --output-file .tools/shipped.txt
	$(UV) export --quiet --frozen --no-emit-project --no-dev --group audit --output-file .tools/audit.txt
	$(UV) pip sync --quiet --python .tools/audit/bin/python --require-hashes .tools/audit.txt
	.tools/audit/bin/python .ci/audit.py .tools/shipped.txt

lock: | $(UV)  ## add to the lock what pyproject.toml asks for; UPGRADE=1 moves everything. It names no host
	$(UV) lock $(if $(UPGRADE),--upgrade)
	sed -i -E 's#https://[^/"]+/#https://index.invalid/#' uv.lock

clean:  ## remove what set-up and tests made (never data/)
	rm -rf .venv .tools .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
