# Two commands: `make corpus` builds the corpus, `make test` tests it. Both create .venv if needed.
# `make test-fast` runs a part of the tests, for every few minutes; `make test-all` runs what
# `make test` leaves out: the exhaustive tests, and all cases where `make test` tries a sample.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INTEROP := .venv-interop
BROWSER := .venv-browser
TORCH := .venv-torch

.PHONY: corpus test test-fast test-all test-slow coverage lint snapshots matrix interop-test browser-test torch-test wheel-test bench lock clean

corpus: $(VENV)/.ready
	$(BIN)/said build

# More processes than four cost more to start than they save. The processes that tests start need not
# compile the package again each time.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest
PARALLEL := -n auto --maxprocesses 4 --dist worksteal

test: $(VENV)/.ready
	$(PYTEST) $(PARALLEL)

test-fast: $(VENV)/.ready
	$(PYTEST) -m "not exhaustive and not slowest and not sampled and not slow"

test-all: $(VENV)/.ready
	$(PYTEST) $(PARALLEL) -m "(exhaustive or sampled) and not slowest" --hypothesis-profile thorough

# What takes too long for every change; a release runs it.
test-slow: $(VENV)/.ready
	$(PYTEST) $(PARALLEL) -m slowest --hypothesis-profile thorough

# How much of the package the tests of `make test` run, in percent of its statements, and the least
# that is allowed. Tracing makes the tests half as slow again, so that only .ci/run asks for it.
COVERED := $(BIN)/coverage report --format total
coverage: $(VENV)/.ready
	$(PYTEST) $(PARALLEL) --cov --cov-report=
	@for part in dates quotes speakers stance; do \
	  echo "said/annotators/$$part: $$($(COVERED) --include "builders/said/annotators/$$part/*") %"; done
	@echo "said/annotators:" && $(COVERED) --include 'builders/said/annotators/*' --fail-under 95
	@echo "said:" && $(COVERED) --fail-under 95

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Shows the documents whose automatic annotations a change of the software affects.
snapshots: $(VENV)/.ready
	$(BIN)/python tests/snapshots

# The libraries of other programs read what we write for them. Some pin other versions than ours, so
# they have an environment and a lock file of their own.
interop-test: $(INTEROP)/.ready
	PYTHONPATH=builders $(INTEROP)/bin/python -m pytest tests/interop

# Pages in Chromium, with a driver in an environment of its own and what checks accessibility.
browser-test: $(VENV)/.ready $(BROWSER)/.ready
	$(BROWSER)/bin/python -m pytest tests/browser --confcutdir=tests/browser

# A tiny model is fine-tuned. The lock file names a build of PyTorch without CUDA, for Python 3.11 on
# Linux; where pip finds no such build, nothing is tested.
TORCH_BUILD := $(shell grep -o '^torch==[^ ]*' requirements-torch.lock)
torch-test: $(TORCH)/.ready
	@if [ -e $< ]; then PYTHONPATH=builders $(TORCH)/bin/python -m pytest tests/finetune; \
	else echo "skipped tests/finetune: pip finds no $(TORCH_BUILD) for this machine"; fi

# The tests that depend on versions, under every Python, datasets and pyarrow of tests/matrix.toml.
matrix: $(VENV)/.ready
	$(BIN)/python tests/matrix.py

# Installs the built wheel into an empty environment outside the checkout and loads from it.
wheel-test: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

bench: $(VENV)/.ready
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/load.py

# The one target that needs more than the lock files: writes them anew. uv must find the build of
# PyTorch that pyproject.toml names; UV_FIND_LINKS can name a folder that has it.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url
lock:
	$(LOCK) --extra load --extra cas --group dev -o requirements.lock pyproject.toml
	$(LOCK) --group interop -o requirements-interop.lock pyproject.toml
	$(LOCK) --group browser -o requirements-browser.lock
	$(LOCK) --group torch -o requirements-torch.lock pyproject.toml

define need-venv
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "error: python3 has no venv; on Debian: apt install python3-venv" >&2; exit 1; }
endef

$(VENV)/.ready: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Python 3.11 or later is needed; name one with: make PYTHON=python3.x" >&2; exit 1; }
	$(need-venv)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# The numpy that the library asks for has no wheels for later versions of Python.
$(INTEROP)/.ready: requirements-interop.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "error: Python 3.11 to 3.13 is needed; name one with: make interop-test PYTHON=python3.x" >&2; exit 1; }
	$(need-venv)
	$(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-interop.lock
	@touch $@

$(BROWSER)/.ready: requirements-browser.lock tests/browser/package-lock.json
	@{ command -v chromium || command -v google-chrome; } >/dev/null && command -v npm >/dev/null || \
	  { echo "error: a browser or npm is missing; on Debian: apt install chromium npm" >&2; exit 1; }
	$(need-venv)
	$(PYTHON) -m venv $(BROWSER)
	$(BROWSER)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-browser.lock
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	@touch $@

$(TORCH)/.ready: requirements-torch.lock
	$(need-venv)
	$(PYTHON) -m venv $(TORCH)
	@if $(TORCH)/bin/python -m pip install --quiet --dry-run --no-deps $(TORCH_BUILD) 2>/dev/null; then \
	  $(TORCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r $< && touch $@; fi

clean:
	rm -rf $(VENV) $(INTEROP) $(BROWSER) $(TORCH) tests/browser/node_modules dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis
