# The commands of this repository. Nothing but Python 3.11 or later is taken for granted; all else goes into .venv.
#
#   make run     serve the dashboard on http://127.0.0.1:8501 (PORT=9000 changes the port)
#   make test    everything below `check`, then all tests, browser tests included (ARGS="-k timeline" makes fewer);
#                what failed is tried once more by itself, as browsers on a busy machine may be late, and fails then
#   make test-fast     lint, then the quick unit tests: no browser, no whole site (ARGS="tests/unit/figures" runs all of those)
#   make test-browser  the browser tests alone
#   make check   lint, layout, types and the record itself
#   make shots   every page, light and dark, three sizes, into build/shots/ (ARGS="--page timeline" makes fewer)
#   make sheets  every figure at every size, light, dark and grey, into build/sheets/ (ARGS="--figure timeline" makes fewer)
#   make goldens accept how the figures are drawn now, once build/goldens/ was looked at
#   make bench   measure this app beside plain Streamlit, into docs/benchmarks.md (ARGS=--quick: once, printed)
#   make clean   remove what these commands made
#
# PYTHON=/path/to/python3 chooses the interpreter that .venv is made with.

PORT   ?= 8501
PYTHON ?=
ARGS   ?=

PY  := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --constraint requirements.lock

.PHONY: help run test test-fast test-browser check shots sheets goldens bench chromium nginx clean

help:
	@sed -n '2,/^$$/s/^# \{0,1\}//p' Makefile

run: .venv/.for-running
	$(PY) -m dyad serve --port $(PORT)

test: .venv/.for-testing chromium nginx check
	$(PY) -m pytest -n 2 $(ARGS) || $(PY) -m pytest --last-failed --last-failed-no-failures none $(ARGS)

test-fast: .venv/.for-testing
	$(PY) -m ruff check .
	$(PY) -m pytest -n 2 $(or $(ARGS),-m "not slow" dyad tests/unit)

test-browser: .venv/.for-testing chromium nginx
	$(PY) -m pytest -n 2 tests/browser $(ARGS)

check: .venv/.for-testing
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m dyad check

shots: .venv/.for-testing chromium
	$(PY) -m tools.shots $(ARGS)

sheets: .venv/.for-testing
	$(PY) -m tools.sheets $(ARGS)

goldens: .venv/.for-testing
	$(PY) -m tools.goldens

bench: .venv/.for-testing chromium
	$(PY) -m tests.bench $(ARGS)

chromium nginx: .venv/.for-testing
	@$(PY) -m tools.programs $@ --install

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The two stamps make a second call instant; a change of the pinned versions installs again.
.venv/.for-running: requirements.txt requirements.lock
	@PYTHON="$(PYTHON)" sh tools/make_venv.sh
	@echo "Installing the dashboard's packages into .venv (a minute or two, once)"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.for-testing: requirements.txt requirements-dev.txt requirements.lock
	@PYTHON="$(PYTHON)" sh tools/make_venv.sh
	@echo "Installing the packages for testing into .venv (a minute or two, once)"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.for-running $@
