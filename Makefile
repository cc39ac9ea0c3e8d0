# Two commands for everybody: `make site` and `make test`. The rest is for those who change the program.
# Needs only make and Python 3.11 or newer; everything else is set up in .venv.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help site edit test check format lint types contracts tests laws mutants bench serve locales screenshots clean

help:
	@echo "make site    publish all editions to build/site/ and say which page to open"
	@echo "make edit    open the desk: write, check, adapt, decide, review and publish in the terminal"
	@echo "make test    run the whole test suite"
	@echo "make check   format, lint, types, import contracts and tests, as before a commit"
	@echo "make laws    try the laws of following on a thousand examples each"
	@echo "make bench   measure, and print the table of the README"
	@echo "make serve   publish while you write, with live reload"

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("The handbook needs Python 3.11 or newer; say which one with: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@echo "Setting up in $(VENV), once; this takes a minute."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

site: $(READY)
	$(BIN)/handbook build

edit: $(READY)
	$(BIN)/handbook edit

# A worker that has nothing left takes tests from another; what the tests start is compiled once, not each time.
TESTED := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist worksteal

test: $(READY)
	$(TESTED)

check: $(READY) lint types contracts tests

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

tests: $(READY)
	$(TESTED)
	$(BIN)/handbook check --strict --no-advice

# The laws of following, ten times as long as in every test run.
laws: $(READY)
	HANDBOOK_LONG=1 $(BIN)/python -m pytest -n auto tests/editions/test_laws.py tests/editions/test_follow_laws.py \
	  tests/editions/test_decide_laws.py tests/editions/test_tidy.py tests/editions/test_snapshot.py

# Small changes of meaning in merging, resolving and following: each must be caught by a test. Half an hour.
mutants: $(READY)
	$(BIN)/python -m tests.mutants

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.bench

serve: $(READY)
	$(BIN)/handbook serve

locales: $(READY)
	$(BIN)/python site/locales/update.py

screenshots: $(READY)
	$(BIN)/python -m tests.browser.screenshots

clean:
	rm -rf build dist .handbook .mypy_cache .ruff_cache .pytest_cache .hypothesis
