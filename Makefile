# `make` or `make help` says what each target does. PYTHON names the interpreter: make run PYTHON=python3.12

.PHONY: help run test check format demo bench bench-speed mutate picture lock test-pythons clean

help: ## Say what each target does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r target does; do \
		printf '%-18s %s\n' "$$target" "$$does"; done

run: ## Start Footnote: on Discord where .env holds DISCORD_TOKEN, else in the terminal
	@scripts/install run
	@.venv/bin/footnote

demo: ## Open the real bot in a browser, without Discord, token or internet
	@scripts/install demo
	@.venv/bin/footnote demo

test: ## Run every test on every core, with branch coverage
	@scripts/install dev
	@.venv/bin/python -m pytest -n auto --cov

check: ## Lint, types, import contracts
	@scripts/install dev
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: ## Set the code as `make check` wants it
	@scripts/install dev
	@.venv/bin/ruff check --fix-only .
	@.venv/bin/ruff format .

bench: ## Measure speed, memory and quality (EVAL names the evaluation folder)
	@scripts/install bench
	@.venv/bin/python -m benchmarks $(if $(EVAL),"$(EVAL)")

bench-speed: ## Measure speed and memory up to a million claims, beside the aims (an hour; SIZES names some)
	@scripts/install bench
	@.venv/bin/python -m benchmarks.speed $(SIZES)

mutate: ## Break the engine in 60 places, one at a time, and count what the tests notice (an hour; it can be stopped)
	@scripts/install dev
	@.venv/bin/python scripts/mutate.py

picture: ## Take the pictures in docs anew (needs Chromium)
	@scripts/install demo
	@.venv/bin/python scripts/picture.py

lock: ## Write requirements/*.lock anew (needs uv)
	@scripts/lock

test-pythons: ## Start Footnote from a fresh clone on each Python that this machine has
	@scripts/test-pythons

clean: ## Remove .venv and caches; never a database
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .grimp_cache .import_linter_cache .hypothesis .coverage .coverage.* build dist
