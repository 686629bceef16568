# Every target sets up what it needs, once, in .venv; see scripts/setup.
#
#     make test ARGS='-k search -x'       options for the target's command
#     make serve PYTHON=python3.13        the Python that .venv is made with

PYTHON ?= python3
ARGS ?=
UV ?= $(BIN)/uv

BIN := .venv/bin
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock'

export PYTHON
# mkdocs-material's banner about MkDocs 2; pyproject.toml holds MkDocs below 2
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help serve build export import test check lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\): ## /\1	/p' Makefile | while IFS='	' read -r target does; do \
		printf 'make %-6s %s\n' "$$target" "$$does"; done

serve: ## show the site while it is edited
	@scripts/setup run
	@$(BIN)/compendium serve $(ARGS)

build: ## write the site to site/
	@scripts/setup run
	@$(BIN)/compendium build $(ARGS)

export: ## write every format into exports/; ARGS="pdf --where country=es" takes what you choose
	@scripts/setup extras
	@$(BIN)/compendium export $(or $(ARGS),all)

import: ## make drafts of FILES: Word, spreadsheets, our JSON; ARGS="--set level=local"
	@scripts/setup extras
	@$(BIN)/compendium import $(ARGS) $(FILES)

test: ## run all tests, those in a browser too
	@scripts/setup dev
	@CHROMIUM="$$(scripts/setup browser)" && export CHROMIUM && \
		SOFFICE="$$(scripts/setup office)" && export SOFFICE && \
		$(BIN)/pytest -n auto --maxprocesses 2 $(ARGS)

check: ## run all checks: format, lint, types, imports, practices
	@scripts/setup dev
	@scripts/check

lock: ## renew requirements/*.lock after a change of dependencies; ARGS=--upgrade takes newer ones
	@scripts/setup dev
	$(LOCK) --group build --output-file requirements/run.lock $(ARGS)
	$(LOCK) --group build --extra export --extra import --constraint requirements/run.lock \
		--output-file requirements/extras.lock $(ARGS)
	$(LOCK) --group dev --extra export --extra import --constraint requirements/extras.lock \
		--output-file requirements/dev.lock $(ARGS)
	@if grep -nE '://|[[:space:]]/' requirements/*.lock; then \
		echo 'make lock: a lock file names a host or a path of this machine' >&2; exit 1; fi

clean: ## remove the site and all caches; .venv stays
	rm -rf site dist exports .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name .venv -prune -o -name __pycache__ -prune -exec rm -rf {} +
