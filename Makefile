# Every target sets up what it needs: `make run` and `make test` each work alone on a fresh machine.
SHELL := /bin/bash
PY := .venv/bin/python
ROOMS := main.py domain wire server media models controllers ui cli tests benchmarks

.PHONY: run test lint bench pictures setup

run: setup
	$(PY) main.py

test: setup
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest --cov --cov-report=term

lint: setup
	.venv/bin/ruff format --check $(ROOMS)
	.venv/bin/ruff check $(ROOMS)
	.venv/bin/lint-imports
	.venv/bin/pyright

bench: setup
	$(PY) -m benchmarks

pictures: setup
	PYTHONPATH=. $(PY) docs/make_pictures.py

setup: .venv/ready

.venv/ready: pyproject.toml .ci/system-packages .ci/make-venv
	.ci/system-packages
	.ci/make-venv
	touch $@
