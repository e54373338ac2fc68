# Two commands matter: `make demo` and `make test`. Each installs what it needs into .venv first.
PYTHON := .venv/bin/python
SERVE ?= 1
CHILDREN ?= 300
SEED ?= 1
RESET ?= 0
CASE ?=

.PHONY: help demo test check bench soak docs screenshots lock release runtime dev docs-group clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1: /'

runtime:
	@tools/setup.sh runtime

dev:
	@tools/setup.sh dev

docs-group: dev
	@tools/setup.sh docs

demo: runtime ## Invent a partnership, import its files, run everything, serve the pages (SERVE=0: do not serve; RESET=1: make it again; CASE=review: a learning review)
	@$(PYTHON) -m sightline demo --children $(CHILDREN) --seed $(SEED) $(if $(CASE),--case $(CASE) --dir demo-$(CASE)) $(if $(filter 1,$(RESET)),--reset) $(if $(filter 0,$(SERVE)),--no-serve,--serve)

test: docs-group ## Run every test (as root, installs Chromium and PostgreSQL first)
	@tools/system.sh
	@# Four at a time on two cores: some often wait for a browser, a server or a download.
	$(PYTHON) -m pytest -m "not soak" -n 4 --dist loadfile --no-loadscope-reorder --slowest 15

check: dev ## Lint, types, walls, words
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) -m tools.words

bench: dev ## Measure: speed as ratios, linkage against known truth
	$(PYTHON) -m benchmarks

soak: dev ## The long tests
	$(PYTHON) -m pytest -m soak
	@# The tests of rules and contracts once more, with queries planned as shipped.
	SIGHTLINE_TESTS_PLAN=1 $(PYTHON) -m pytest tests/rules tests/spec tests/property
	SIGHTLINE_TESTS_CONTRAST=1 $(PYTHON) -m pytest tests/browser

docs: docs-group ## Print the reference pages from the code and build the site of the docs: build/docs/index.html
	$(PYTHON) -m tools.print_docs
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --quiet
	@echo "Open build/docs/index.html in a browser. It needs no network."

screenshots: dev ## Take the screenshots of the docs
	SIGHTLINE_SCREENSHOTS=1 $(PYTHON) -m pytest -q $$(grep -l "docs.*screenshots" tests/browser/*.py)
	$(PYTHON) -m tools.shrink_screenshots

lock: dev ## Resolve the requirements anew (needs uv)
	tools/lock.sh

release: dev ## Build a release: wheel, source, bill of materials, signed checksums (KEY=FILE: sign with this key)
	$(PYTHON) -m tools.release $(if $(KEY),--key $(KEY))

clean: ## Remove the demos' workspaces
	rm -rf demo demo-review
