# Two commands set up and do everything: `make demo` and `make test`.
# Needed: Python 3.11 or later with its own pip (23.2 or later), and make. Nothing else; nothing is installed outside .venv.

PYTHON ?= python3
VENV ?= .venv
OUT ?= out
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER := $(VENV)/.browser
FRAMES := $(VENV)/.frames
CHROMIUM := $(shell command -v "$${WARLEDGER_CHROMIUM:-chromium}" || command -v google-chrome)
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test rest check unit browser frames docs ftm audit clean

help:
	@echo "make demo   set up, read the reports in examples/, print the brief, write $(OUT)/brief.html"
	@echo "make test   set up, then check style, types and layers and run the tests (five minutes on two cores)"
	@echo "make rest   the tests that take longer: a browser, PostgreSQL, several processes, kills, whole documents"
	@echo "make check  style, types and layers only"
	@echo "make docs   write docs/reference/ anew from the code"
	@echo "make ftm    set up the followthemoney library beside and hold the export to its model (PyICU needs libicu-dev and g++)"
	@echo "make audit  ask a public list for known holes in what is locked, and list licences (needs the network)"
	@echo "make clean  take away $(VENV) and $(OUT)"

# The package itself is put on the path by a .pth file rather than by pip: that needs no build tool and no network.
$(READY): requirements.lock Makefile tools/link_package.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "warledger needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	$(BIN)/python tools/link_package.py
	@touch $@

demo: $(READY)
	@mkdir -p $(OUT)
	@rm -f $(OUT)/demo.db $(OUT)/demo.db-wal $(OUT)/demo.db-shm
	$(BIN)/warledger run examples --ledger $(OUT)/demo.db
	$(BIN)/warledger export html --ledger $(OUT)/demo.db --output $(OUT)/brief.html
	@echo "The same as a page: $(OUT)/brief.html"

LONG := browser or slow or engine or postgres

test: check unit

# With `make test` these are all tests there are; CI runs both.
rest: $(READY) browser frames
	$(BIN)/python -m pytest -q -rs -n $(JOBS) --dist loadfile -m "$(LONG)"

check: $(READY)
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports

# Chromium is no Python package. Where it is, the tests that look at the desk with it run; where not, this and pytest say that they do not.
browser: $(READY)
	@if test -z "$(CHROMIUM)"; then echo "No Chromium here (Debian: apt-get install chromium): the tests of the desk in a browser are skipped."; \
	elif ! cmp -s requirements-browser.lock $(BROWSER); then \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-browser.lock \
		&& cp requirements-browser.lock $(BROWSER) || echo "requirements-browser.lock cannot be installed: the tests of the desk in a browser are skipped."; fi

# Data frames are an extra of the Python API: their tests run where pandas and polars can be had.
frames: $(READY)
	@cmp -s requirements-frames.lock $(FRAMES) || { \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-frames.lock \
		&& cp requirements-frames.lock $(FRAMES) || echo "requirements-frames.lock cannot be installed: the tests of data frames are skipped."; }

unit: $(READY) frames
	$(BIN)/python -m pytest -q -rs -n $(JOBS) --dist loadfile -m "not ($(LONG))"

docs: $(READY)
	$(BIN)/python tools/write_reference.py

# The library needs ICU, which has no wheel and takes minutes to build, so it has a place of its own; without it its tests are skipped.
ftm: $(READY)
	test -x $(VENV)-ftm/bin/followthemoney || test -x $(VENV)-ftm/bin/ftm || { rm -rf $(VENV)-ftm && $(PYTHON) -m venv $(VENV)-ftm \
		&& $(VENV)-ftm/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.lock; } \
		|| { rm -rf $(VENV)-ftm; echo "the followthemoney library cannot be built here: its tests are skipped"; }
	WARLEDGER_FTM_PYTHON=$(abspath $(VENV)-ftm/bin/python) $(BIN)/python -m pytest -q tests/unit/export/test_graphs.py

# pip-audit asks the list of advisories of PyPI, so this is the one word here that needs the network after set-up; it is no dependency and has its own place.
audit: $(READY)
	test -x $(VENV)-audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)-audit && $(VENV)-audit/bin/python -m pip install --quiet pip-audit; }
	$(VENV)-audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.lock
	@mkdir -p $(OUT)
	$(BIN)/python -m benchmarks.sbom > $(OUT)/sbom.json
	$(BIN)/python -m pytest -q tests/hardening/test_supply.py tests/hardening/test_sbom.py

clean:
	rm -rf $(VENV) $(VENV)-audit $(VENV)-ftm $(OUT)
