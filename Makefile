# Situation Board: make run · test · check · bench · shots · clean
# Each target makes the machine ready first (.ci/setup); from the second time on that only looks.

SHELL := /bin/bash
PY := .venv/bin/python
SAMPLE := build/sample.sitboard
SIZE := 1600x1000
# More words for the tests or the benchmark: make test ARGS="-k dates", make bench ARGS=--full
ARGS ?=

.PHONY: help run test check bench shots clean setup-run setup-dev setup-test
.DEFAULT_GOAL := help

help:
	@echo "make run     open the sample board (pictures of it in build/ where there is no display)"
	@echo "make test    the checks, then all tests; ARGS=--hypothesis-profile=wide seeks new examples that fail"
	@echo "make check   ruff and mypy"
	@echo "make bench   the benchmark, into build/bench.json; ARGS=--full for a million incidents"
	@echo "make shots   the pictures of the README, into docs/"
	@echo "make clean   remove build/ with the sample board in it, .venv and all caches"

setup-run setup-dev setup-test: setup-%:
	@PYTHON="$(PYTHON)" .ci/setup $*

# The sample board is kept between runs, with what was changed on it; delete the file to start afresh.
# It is made under another name first, so that an interrupted run leaves no half of a board.
$(SAMPLE): | setup-run
	@mkdir -p build && rm -f build/half-made.sitboard
	@$(PY) main.py new build/half-made.sitboard --sample
	@mv build/half-made.sitboard $@

# Asks Qt itself whether a window could open: DISPLAY may be set and nobody answer there.
# (Qt then aborts; the subshell keeps bash's word on that to itself.)
CAN_SHOW = ( $(PY) -c 'import sys; from PySide6.QtGui import QGuiApplication as A; A([]); sys.exit(A.platformName() in ("offscreen", "minimal"))'; exit $$? ) 2>/dev/null

run: setup-run $(SAMPLE)
	@if { [ "$$(uname)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; } && $(CAN_SHOW); then \
	    exec $(PY) main.py $(SAMPLE); \
	else \
	    for theme in light dark; do \
	        $(PY) main.py shot $(SAMPLE) --out build/board-$$theme.png --theme $$theme --size $(SIZE) || exit 1; \
	    done; \
	    echo "There is no display here, so no window opens; pictures of the sample board are in build/board-light.png and build/board-dark.png."; \
	fi

check: setup-dev
	@$(PY) -m ruff check --quiet --output-format concise .
	@$(PY) -m mypy

# Drag and drop and window managers need a real X server: those tests are marked xserver and run under Xvfb.
# pytest's 5 says that it found no test, which for these alone is no failure.
test: setup-test
	@$(MAKE) --no-print-directory check
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m "not xserver" $(ARGS)
	@mkdir -p build; code=0; \
	QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1920x1200x24" $(PY) -m pytest -m xserver $(ARGS) >build/xserver.log 2>&1 || code=$$?; \
	if [ $$code -ne 5 ]; then cat build/xserver.log; exit $$code; fi

bench: setup-dev
	@$(PY) -m tests.bench $(ARGS)

shots: setup-run
	@mkdir -p build docs && rm -f build/shots.sitboard
	@$(PY) main.py new build/shots.sitboard --sample
	@for theme in light dark; do \
	    $(PY) main.py shot build/shots.sitboard --out docs/board-$$theme.png --theme $$theme --size $(SIZE) || exit 1; \
	done

clean:
	rm -rf build .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
