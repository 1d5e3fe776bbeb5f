# Every command of the project. Windows needs GNU make (choco install make), or the commands typed by hand.
ifeq ($(OS),Windows_NT)
python3 := python
bin := Scripts
else
python3 := python3
bin := bin
endif
python := .venv/$(bin)/python
lowest := .venv-lowest/$(bin)

.PHONY: setup test test-all test-lowest test-random lint docs links check coverage dist benchmarks pictures gallery golden

setup:
	$(python3) -m venv .venv
	$(python) -m pip install -q -e ".[dev]"

test:
	$(python) -m pytest -m "not slow"

test-all:
	$(python) -m pytest

# With the lowest versions of nnart's dependencies that pyproject.toml allows; what tests need besides is the newest.
test-lowest:
	$(python3) -m venv .venv-lowest
	$(lowest)/python -m pip install -q uv
	$(lowest)/uv pip compile -q --resolution lowest-direct --extra cluster --extra docs -o .venv-lowest/constraints.txt pyproject.toml
	$(lowest)/python -m pip install -q -c .venv-lowest/constraints.txt -e ".[test]"
	$(lowest)/python -m pytest -m "not slow"

# Properties with examples that nobody has tried before, for ten minutes at most.
test-random:
	timeout 600 $(python) -m pytest -m hypothesis --hypothesis-profile=random || [ $$? -eq 124 ]

lint:
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	.venv/$(bin)/lint-imports

docs:
	$(python) -m sphinx -q -W --keep-going -b html docs docs/_build/html

# Links to other sites, which are down now and then.
links:
	$(python) tools/links.py

# What .ci/run does, in this folder: it takes a fresh clone.
check: test-all lint docs

coverage:
	$(python) -m coverage run -m pytest
	$(python) -m coverage combine -q
	$(python) -m coverage report

dist:
	$(python) -m build

benchmarks:
	$(python) -m pip install -q -e ".[peers]"
	$(python) -m benchmarks.instead --write
	$(python) -m benchmarks.shapes --write
	$(python) -m benchmarks.start --write
	$(python) -m benchmarks.networks --write
	$(python) -m benchmarks.activations --write
	$(python) -m benchmarks.detail --write
	$(python) -m benchmarks.pictures --write
	$(python) -m benchmarks.encoding --write
	$(python) -m benchmarks.adaptive --write
	$(python) -m benchmarks.symmetric --write
	$(python) -m benchmarks.cluster --write
	$(python) -m benchmarks.large --write
	$(python) -m benchmarks.explore --write
	$(python) -m benchmarks.sheets --write
	$(python) -m benchmarks.films --write
	$(python) -m benchmarks.studio_server --write
	$(python) -m benchmarks.studio_page --soak 600 --write

pictures:
	$(python) tools/pictures.py
	$(python) tools/knobs.py
	$(python) tools/way.py
	$(python) -m tools.studio_pictures

gallery:
	$(python) -m tests.make_gallery

golden:
	$(python) -m tests.make_golden --write
	$(python) -m tests.make_golden_films --write
