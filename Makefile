python = .venv/bin/python

.PHONY: test test-all test-random lint coverage benchmarks pictures gallery golden

test:
	$(python) -m pytest -m "not slow"

test-all:
	$(python) -m pytest

# Properties with examples that nobody has tried before, for ten minutes at most.
test-random:
	timeout 600 $(python) -m pytest -m hypothesis --hypothesis-profile=random || [ $$? -eq 124 ]

lint:
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	.venv/bin/lint-imports

coverage:
	$(python) -m coverage run -m pytest
	$(python) -m coverage combine -q
	$(python) -m coverage report

benchmarks:
	$(python) -m pip install -q -e '.[peers]'
	$(python) -m benchmarks.instead --write
	$(python) -m benchmarks.networks --write
	$(python) -m benchmarks.activations --write
	$(python) -m benchmarks.detail --write
	$(python) -m benchmarks.pictures --write
	$(python) -m benchmarks.encoding --write
	$(python) -m benchmarks.adaptive --write
	$(python) -m benchmarks.cluster --write
	$(python) -m benchmarks.large --write
	$(python) -m benchmarks.explore --write
	$(python) -m benchmarks.sheets --write

pictures:
	$(python) tools/pictures.py
	$(python) tools/knobs.py
	$(python) tools/way.py

gallery:
	$(python) -m tests.make_gallery

golden:
	$(python) -m tests.make_golden --write
