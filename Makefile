python = .venv/bin/python

.PHONY: test lint coverage pictures golden

test:
	$(python) -m pytest

lint:
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy

coverage:
	$(python) -m coverage run -m pytest
	$(python) -m coverage combine -q
	$(python) -m coverage report

pictures:
	$(python) tools/pictures.py

golden:
	$(python) -m tests.make_golden --write
