# `make dev` starts a chain, `make test` runs the tests; both make the environment they need.

# By running each: a version manager's stub may be there and not work.
PYTHON ?= $(shell for p in python3.12 python3.11 python3; do \
	$$p -c 'import venv' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: dev test check lint types ledger bench clean help

help:
	@echo "make dev      start a development chain on ws://127.0.0.1:9944 (ARGS=... for options)"
	@echo "make test     run the tests (ARGS=... for pytest)"
	@echo "make check    lint, types and import contracts"
	@echo "make ledger   which of the reference's tests are covered here"
	@echo "make bench    measure speed and memory"
	@echo "make bench-peers   install what bench compares with"
	@echo "make clients  install the real clients that tests/clients runs"
	@echo "make test-clients   run the real clients against a started node"
	@echo "make clean    remove environments and caches"

$(BIN)/.installed: pyproject.toml scripts/check_platform.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or 3.12 is needed"; exit 1; }
	$(PYTHON) scripts/check_platform.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(BIN)/.tested: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(BIN)/.checked: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

dev: $(BIN)/.installed
	$(BIN)/pysubtensor dev $(ARGS)

test: $(BIN)/.tested
	$(BIN)/python -m pytest $(ARGS)

check: lint types

lint: $(BIN)/.checked
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(BIN)/.checked
	$(BIN)/mypy

ledger: $(BIN)/.tested
	$(BIN)/python -m tests.ledger

bench: $(BIN)/.tested
	$(BIN)/python -m tests.benchmarks $(ARGS)

include tests/clients/clients.mk
include tests/benchmarks/bench.mk

clean:
	rm -rf $(VENV) .venvs tests/clients/javascript/node_modules build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
