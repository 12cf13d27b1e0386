# `make run` serves the site with its demo, `make test` proves it. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# One for each core, two to four.
JOBS ?= $(shell cores=$$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2); \
	[ $$cores -gt 2 ] || cores=2; [ $$cores -lt 4 ] || cores=4; echo $$cores)

# One stamp for each set of requirements that is installed: where it stands, nothing is asked of pip.
SITE_STAMP := $(VENV)/.site-$(shell cat requirements.txt | cksum | tr ' ' '-')
DEV_STAMP := $(VENV)/.dev-$(shell cat requirements.txt requirements-dev.txt | cksum | tr ' ' '-')

# Each worker begins with a half of its own, so that a world that many tests share is built once.
PYTEST := $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal
SUITE := not browser and not prove and not stack

export PYTHONUNBUFFERED := 1
# Packages are compiled when they are first imported, as most of their files never are (a quarter of pip's time).
# What is compiled once, the tests above all, is read by every later process: workers, nodes, commands.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run test suites templates lint format messages prove stack stack-test lighthouse lock backup restore audit

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

run: export SITE_URL ?= http://127.0.0.1:$(PORT)
run: $(SITE_STAMP) ## Serve the site with its demo on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(BIN)/python manage.py serve_site --port $(PORT)

install: $(DEV_STAMP) ## Install what the site, its tests and its checks need

# The databases that tests start from are made while the code is checked: each of these keeps one core busy.
test: $(DEV_STAMP) ## Check the code, then run all tests on SQLite, on PostgreSQL, in a real browser and on the stack
	@$(MAKE) --no-print-directory --jobs=2 lint $(if $(DATABASE_URL),,templates)
	@$(MAKE) --no-print-directory suites

# DATABASE_URL points the whole suite at another server.
suites: $(DEV_STAMP) ## Run the tests without the checks of the code
ifdef DATABASE_URL
	@echo "== Tests on the server of DATABASE_URL"
	@$(PYTEST) -m "not prove and not stack"
else
	@echo "== Tests on SQLite"
	@TEST_DATABASE=sqlite $(PYTEST) -m "$(SUITE)"
	@echo "== Tests on PostgreSQL"
	@TEST_DATABASE=postgres $(PYTEST) -m "$(SUITE)" --database-only
	@echo "== Tests in Chromium"
	@TEST_DATABASE=sqlite $(PYTEST) tests/browser
	@$(MAKE) --no-print-directory stack-test
endif

templates: $(DEV_STAMP)
	@$(BIN)/python -m tests.databases
	@$(BIN)/python -m tests.stack.world

lint: $(DEV_STAMP) ## Check style, templates, the direction of imports, migrations and production settings
	@echo "== Lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@test ! -d templates || $(BIN)/djlint --lint --quiet templates
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=config.settings.production ALLOWED_HOSTS=www.example.org \
		SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz DATABASE_URL=sqlite:///:memory: \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

BACKUPS ?= backups

backup: $(SITE_STAMP) ## Write the whole site into a file in backups/ (BACKUPS=/another/folder), as settings name it
	@mkdir -p -m 700 "$(BACKUPS)"
	@$(BIN)/python manage.py backup "$(BACKUPS)" $(if $(KEEP),--keep $(KEEP))

restore: $(SITE_STAMP) ## Bring back a backup: make restore FILE=backups/… (REPLACE=yes where somebody has worked)
	@test -n "$(FILE)" || { echo "Name the backup: make restore FILE=backups/…"; exit 1; }
	@$(BIN)/python manage.py restore "$(FILE)" $(if $(REPLACE),--replace)

format: $(DEV_STAMP) ## Format the Python code and sort its imports
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

messages: $(SITE_STAMP) ## Collect the site's own words into locale/ and compile them (needs gettext)
	@$(BIN)/python manage.py makemessages --locale ko --no-obsolete --no-wrap --add-location file --ignore=.venv --ignore=tests
	@$(BIN)/python manage.py compilemessages --ignore=.venv

prove: $(DEV_STAMP) ## Run the full-size proofs (large data, long runs) that `make test` leaves out
	@$(BIN)/python -m pytest -m prove -rA
	@TEST_DATABASE=postgres $(PYTEST) -m once

stack: $(DEV_STAMP) ## Start the whole of production on this machine, as plain processes (needs nginx), until Ctrl-C
	@exec $(BIN)/python -m tests.stack

stack-test: $(DEV_STAMP) ## Run the tests on the whole of production
	@echo "== Tests on the stack"
	@TEST_DATABASE=sqlite $(BIN)/python -m pytest -q tests/stack

lighthouse: $(DEV_STAMP) ## Measure four pages with Lighthouse, as served and as files (needs npm; tests/lighthouse/README.md)
	@$(BIN)/python -m tests.lighthouse.measure

audit: $(DEV_STAMP) ## Ask a database of known faults about everything that is pinned (exit code 2: none could be asked)
	@$(BIN)/python -m tests.audit

lock: $(SITE_STAMP) ## Pin requirements*.in again, exact and with hashes
	@$(BIN)/python -m pip install --quiet uv
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
			--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
			$$name.in -o $$name.txt >/dev/null || exit 1; \
	done

$(SITE_STAMP): | $(BIN)/python
	@echo "Installing what the site needs (once) ..."
	@$(BIN)/python -m pip install --no-compile --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@rm -f $(VENV)/.site-* && touch $@

$(DEV_STAMP): $(SITE_STAMP)
	@echo "Installing what tests and checks need (once) ..."
	@$(BIN)/python -m pip install --no-compile --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@rm -f $(VENV)/.dev-* && touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is older or missing. Name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
