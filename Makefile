# Two commands do everything: `make example` and `make test`.
PYTHON ?= python3
VENV := .venv-user
DEV := .venv-dev

.PHONY: example test clean lock

example: $(VENV)/ready ## install what running needs and print the brief of the shipped example
	$(VENV)/bin/firsthand brief examples/ferry

test: $(DEV)/ready ## install what tests need and pass them
	$(DEV)/bin/ruff check src tests training benchmarks
	$(DEV)/bin/mypy
	$(DEV)/bin/python -m pytest

$(VENV)/ready: requirements/runtime.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --require-hashes -r requirements/build.txt
	$(VENV)/bin/pip install --quiet --require-hashes -r requirements/runtime.txt
	$(VENV)/bin/pip install --quiet --no-deps --no-build-isolation -e .
	$(VENV)/bin/python -m compileall -q src # as pip does for what is not installed in place
	touch $@

$(DEV)/ready: requirements/dev.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv $(DEV)
	$(DEV)/bin/pip install --quiet --require-hashes -r requirements/build.txt
	$(DEV)/bin/pip install --quiet --require-hashes -r requirements/dev.txt
	$(DEV)/bin/pip install --quiet --no-deps --no-build-isolation -e .
	$(DEV)/bin/python -m compileall -q src # as pip does for what is not installed in place
	touch $@

lock: ## renew the lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/runtime.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/dev.in -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/build.in -o requirements/build.txt

clean:
	rm -rf $(VENV) $(DEV) build dist
