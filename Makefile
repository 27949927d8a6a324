# Two commands do everything: `make run` and `make test`. Both make .venv first, and again when a lock changes.
PYTHON ?= python3
PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: run test check public .venv lock clean
.DEFAULT_GOAL := run

run: .venv/ready ## Start Lantern: the browser chat, or the Telegram bot when BOT_TOKEN is set
	.venv/bin/bot

test: .venv/ready-for-tests ## Every check and every test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/bot check
	.venv/bin/pytest

check: .venv/ready ## The knowledge check alone, for editors
	.venv/bin/bot check

.venv: .venv/ready

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps -e .
	@touch $@

.venv/ready-for-tests: requirements-test.lock .venv/ready
	$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@

public: .venv/ready ## The matcher on public test sets; DATA=<folder with clones of them>
	.venv/bin/python -m tests.benchmarks.public $(DATA)

lock: ## Write both locks anew (needs uv)
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --quiet pyproject.toml -o requirements.lock
	uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --quiet --extra test pyproject.toml -o requirements-test.lock

clean:
	rm -rf .venv build data *.egg-info
