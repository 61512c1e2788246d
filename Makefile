# One command each; every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
SOURCES := $(shell find kg ingest api -name '*.py')

.DEFAULT_GOAL := help
.PHONY: help run test check build bench bench-factcheck train-references lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --clear --python $(PYTHON) $(VENV) && \
	  uv pip install -q --python $(BIN)/python --require-hashes -r requirements.lock && \
	  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
	  $(PYTHON) -m venv --clear $(VENV) && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

run: build ## Set up, build the graph, validate it and serve it on http://127.0.0.1:8000
	$(BIN)/assay validate
	$(BIN)/assay stats
	@echo "serving on http://127.0.0.1:8000 (Ctrl-C stops)"
	$(BIN)/assay serve

build: $(STAMP) ## Set up and build the graph from the documents
	$(BIN)/assay build

test: $(STAMP) ## Set up and run every check and test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

check: $(STAMP) ## Run ruff, mypy --strict and import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## Measure speed and quality, as ratios in one run
	$(BIN)/python -m tests.bench

bench-factcheck: build ## Measure the fact-check on the labelled statements in tests/factcheck
	$(BIN)/python -m kg.factcheck.benchmark $(wildcard tests/factcheck/*.json)

train-references: $(STAMP) ## Train the reference parser from its tagged references (the same file again)
	$(BIN)/python -m ingest.references.training

lock: ## Resolve the lock file again (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras \
	  --output-file requirements.lock pyproject.toml requirements.build.in

clean: ## Remove the environment, the store and caches
	rm -rf $(VENV) .assay build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
