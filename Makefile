# Two commands: `make corpus` builds the corpus, `make test` tests it. Both create .venv if needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: corpus test lint matrix wheel-test bench lock clean

corpus: $(VENV)/.ready
	$(BIN)/said build

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# The tests that depend on versions, under every Python, datasets and pyarrow of tests/matrix.toml.
matrix: $(VENV)/.ready
	$(BIN)/python tests/matrix.py

# Installs the built wheel into an empty environment outside the checkout and loads from it.
wheel-test: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

bench: $(VENV)/.ready
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/load.py

# The one target that needs more than the lock file: writes it anew.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url --all-extras --group dev -o requirements.lock pyproject.toml

$(VENV)/.ready: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: Python 3.11 or later is needed; name one with: make PYTHON=python3.x" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "error: python3 has no venv; on Debian: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
