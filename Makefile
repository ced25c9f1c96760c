# Each target sets up what it needs in .venv, once.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test check coverage bench eval format clean

demo: .venv/.run-ready
	@echo "A member types a command; the bot answers through a Discord of its own on this machine."
	@$(BIN)/talkbot demo "/talk search cni"

test: .venv/.test-ready
	@echo "Running the tests."
	@$(BIN)/pytest -n 3

check: .venv/.test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/pytest -n 3

coverage: .venv/.test-ready
	$(BIN)/pytest -n 3 --cov --cov-report=term:skip-covered

bench: .venv/.test-ready
	@$(BIN)/python -m tests.benchmarks.bench

eval: .venv/.test-ready
	@$(BIN)/python -m tests.benchmarks.eval_search

format: .venv/.test-ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf .venv

.venv/.run-ready: pyproject.toml constraints.txt
	@echo "Setting up .venv (a minute, once)."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(INSTALL) --editable .
	@touch $@

.venv/.test-ready: .venv/.run-ready
	@echo "Adding the tools for tests and checks (a minute, once)."
	@$(INSTALL) --editable '.[postgresql]'
	@$(INSTALL) --upgrade pip
	@$(INSTALL) --group dev
	@touch $@
