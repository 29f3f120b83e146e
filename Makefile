# accessvr. Two commands are all a reader needs:
#   make visit [BOOK=path]   installs what is missing and opens the reading room
#   make test                installs what the tests need and runs them all
# Also: make setup (only prepare), make check (format, lint, types), make bench (the benchmarks).

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
BOOK ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.PHONY: setup visit test check bench clean

visit: $(VENV)/.ready
	@$(VENV)/bin/accessvr visit $(if $(BOOK),"$(BOOK)")

setup: $(VENV)/.ready
	@echo "accessvr is ready: make visit opens the reading room."

test: $(VENV)/.ready-test check
	@$(PY) -m pytest

check: $(VENV)/.ready-test
	@$(PY) -m ruff format --check --quiet . && $(PY) -m ruff check --quiet . && $(PY) -m mypy

bench: $(VENV)/.ready
	@$(VENV)/bin/accessvr bench

clean:
	rm -rf $(VENV) build dist rehearsal

# Each stamp says: what the file names has been installed.
$(VENV)/.debian: accessvr/install/debian.sh
	@sh accessvr/install/debian.sh visit
	@mkdir -p $(VENV) && touch $@

$(VENV)/bin/python: | $(VENV)/.debian
	@for python in python3.13 python3.12 python3.11 python3; do \
	    if $$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "Making a place for the Python packages: $(VENV)"; $$python -m venv $(VENV) && exit 0; fi; done; \
	echo "Python 3.11 or newer is missing: install it, then run make again." >&2; exit 3

$(VENV)/.ready: requirements.lock pyproject.toml $(VENV)/.debian | $(VENV)/bin/python
	@echo "Installing the Python packages."
	@$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-test: requirements-dev.lock $(VENV)/.ready
	@sh accessvr/install/debian.sh test
	@echo "Installing the Python packages of the tests."
	@$(PY) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
