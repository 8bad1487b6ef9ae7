# Every target does its own set-up: a fresh machine needs Python 3.11 or newer, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests wait for servers, browsers and disks as well as for processors: one worker more than there are processors, and
# who is done first takes over what waits elsewhere.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.PHONY: help demo test check lint fast mutants bench pictures reference site catalogues clean

help:
	@echo "make demo   see a policy change travel the whole line, on a scratch copy"
	@echo "make test   everything: lint, types, layers, tests, coverage"
	@echo "make check  the fast part of the tests, for every save"
	@echo "make mutants   find changes to core that no test notices; MUTANTS='notifier.core.binding*' for a part"
	@echo "make bench  measure, beside peers"
	@echo "make site   build the public site into site/"
	@echo "make catalogues   compile the translations, for a faster start"

$(READY): pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "policy-notifier needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@echo "setting up $(VENV), once: about a minute"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade "pip>=25.1" 
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt --group dev -e '.[postgres,pdf]'
	@touch $@

demo: $(READY)
	@$(BIN)/policy demo --keep demo

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fast: $(READY)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests/core tests/render

check: lint fast

test: lint
	@.ci/browser
	@.ci/vnu
	@.ci/caniemail
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov --cov-report= tests
	@$(BIN)/coverage report --include='notifier/core/*,notifier/render/*' --fail-under=100
	@$(BIN)/coverage report --fail-under=95 --format=total

mutants: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt --group mutants
	@nice $(BIN)/mutmut run $(MUTANTS)
	@$(BIN)/mutmut results

bench: $(READY)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c .ci/constraints.txt --group bench
	@$(BIN)/python -m tests.benchmarks

pictures: $(READY)
	@$(BIN)/python -m tests.pictures

site: $(READY)
	@$(BIN)/policy site build

reference: $(READY)
	@$(BIN)/python -m tests.reference

catalogues: $(READY)
	@$(BIN)/pybabel -q compile -d translations -D notifier

clean:
	rm -rf $(VENV) site demo mutants .cache
