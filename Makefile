# Everything a person does with this repository. `make run` and `make test` need nothing but
# Python 3.11 or newer: they set up the rest themselves, once.

PYTHON ?= $(firstword $(foreach name,python3.11 python3 python3.12 python3.13,\
	$(if $(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo yes),$(name))) python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DISPLAY_HERE := $(or $(DISPLAY),$(WAYLAND_DISPLAY))
OFFSCREEN := $(if $(DISPLAY_HERE),,QT_QPA_PLATFORM=offscreen)
CODE := retailcrm tests tools bench
# Most of what the tests do is to write books: in memory, where the system has a disk there.
IN_MEMORY := $(shell test -w /dev/shm && test "$$(df -Pk /dev/shm | awk 'NR == 2 {print $$4}')" -gt 4000000 && echo TMPDIR=/dev/shm)

# Compiled once, not by each worker and each program that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help run test check check-workbook bench bench-full dist check-dist screenshots docs pins clean

help:
	@echo "make run          open the window (without a screen: the demo shop, printed)"
	@echo "make test         run every test, on SQLite and PostgreSQL"
	@echo "make check        style, types, layers"
	@echo "make check-workbook  let LibreOffice recalculate a plan's workbook and compare"
	@echo "make bench        measure against the anchors, 1 million lines (bench-full: 10 million)"
	@echo "make dist         build the program to copy and start (check-dist: let it try itself again)"
	@echo "make screenshots  draw every screen into docs/pictures"
	@echo "make docs         the same, and check every link"
	@echo "make pins         resolve and hash the requirements anew"

# --- setting up ---------------------------------------------------------------------------------

$(BIN)/python:
	PYTHON=$(PYTHON) sh tools/system.sh
	$(PYTHON) -m venv $(VENV)

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements/runtime.txt
	$(PIP) install --no-index --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements/dev.txt
	$(PIP) install --no-index --no-deps --no-build-isolation -e .
	touch $(VENV)/runtime.stamp $@

$(VENV)/dist.stamp: requirements/dist.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: -r requirements/dist.txt
	$(PIP) install --no-index --no-deps --no-build-isolation -e .
	touch $(VENV)/runtime.stamp $@

# A virtual environment may be older than the system it now stands on, so look every time.
.PHONY: system
system:
	@PYTHON=$(PYTHON) sh tools/system.sh $(if $(DISPLAY_HERE),window)

# --- the program --------------------------------------------------------------------------------

run: system $(VENV)/runtime.stamp
ifeq ($(DISPLAY_HERE),)
	@echo "No screen here, so the demo shop goes without a window: groups below, report in build/demo."
	$(BIN)/retailcrm demo --out build/demo
else
	$(BIN)/retailcrm
endif

# --- proof --------------------------------------------------------------------------------------

test: system $(VENV)/dev.stamp
	$(BIN)/python -m compileall -q -j 0 retailcrm
	$(OFFSCREEN) $(IN_MEMORY) $(BIN)/pytest -q -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.stamp
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

# Installs LibreOffice where the system lets it; says so and stops where it does not.
check-workbook: $(VENV)/dev.stamp
	@command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1 || sh tools/system.sh office
	$(BIN)/python -m tools.check_workbook

bench: system $(VENV)/dev.stamp
	$(OFFSCREEN) $(BIN)/python -m bench.run --lines 1000000

bench-full: system $(VENV)/dev.stamp
	$(OFFSCREEN) $(BIN)/python -m bench.run --lines 10000000

# --- the program to copy and start ---------------------------------------------------------------

dist: $(VENV)/dist.stamp
	@PYTHON=$(BIN)/python sh tools/system.sh build
	rm -rf dist
	$(BIN)/pyinstaller --noconfirm --log-level ERROR --workpath build/pyinstaller build.spec
	$(BIN)/python -m tools.bundle.prove

check-dist: system
	$(BIN)/python -m tools.bundle.prove --only-try

# --- what is made, and kept in the repository ---------------------------------------------------

screenshots: system $(VENV)/dev.stamp
	$(OFFSCREEN) $(BIN)/python tools/screenshots.py

docs: screenshots
	$(BIN)/pytest -q tests/architecture

pins:
	uv pip compile -q --upgrade --python-version 3.11 --generate-hashes requirements/runtime.in -o requirements/runtime.txt
	uv pip compile -q --upgrade --python-version 3.11 --generate-hashes requirements/dev.in -c requirements/runtime.txt -o requirements/dev.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes requirements/dist.in -c requirements/runtime.txt -o requirements/dist.txt

clean:
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
