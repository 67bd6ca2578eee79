# Two commands: `make corpus` builds the corpus, `make test` tests it. Both create .venv if needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INTEROP := .venv-interop

.PHONY: corpus test lint snapshots matrix interop-test wheel-test bench lock clean

corpus: $(VENV)/.ready
	$(BIN)/said build

test: $(VENV)/.ready
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

# Shows the documents whose automatic annotations a change of the software affects.
snapshots: $(VENV)/.ready
	$(BIN)/python tests/snapshots

# Label Studio's own library reads what we write for it. It pins other versions than ours, so it has
# an environment and a lock file of its own.
interop-test: $(INTEROP)/.ready
	PYTHONPATH=builders $(INTEROP)/bin/python -m pytest tests/interop

# The tests that depend on versions, under every Python, datasets and pyarrow of tests/matrix.toml.
matrix: $(VENV)/.ready
	$(BIN)/python tests/matrix.py

# Installs the built wheel into an empty environment outside the checkout and loads from it.
wheel-test: $(VENV)/.ready
	$(BIN)/python tests/wheel.py

bench: $(VENV)/.ready
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/load.py

# The one target that needs more than the lock files: writes them anew.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url
lock:
	$(LOCK) --all-extras --group dev -o requirements.lock pyproject.toml
	$(LOCK) --group interop -o requirements-interop.lock pyproject.toml

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

clean:
	rm -rf $(VENV) $(INTEROP) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
