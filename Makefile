# The two commands: `make run` and `make test`. Each sets up what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# What pip does for all that it installs, but not for an editable package.
COMPILE := $(BIN)/python -m compileall -q scraper

ARCHIVE ?= archive

.PHONY: run install test check unit fuzz torture bench-archive bench-extraction bench-fetch bench-pipeline bench-reader bench-hostile bench-shapes docs screenshots train clean

## run: scrape URLS=my-urls.txt into ARCHIVE=my-archive; with no URLS, the demonstration site
run: $(VENV)/.installed
ifdef URLS
	$(BIN)/scraper run "$(URLS)" --archive "$(ARCHIVE)"
else
	$(BIN)/python -m fixtures.demo --archive "$(ARCHIVE)"
endif

## install: a working .venv/bin/scraper
install: $(VENV)/.installed

## test: every check and test
test: check
	$(BIN)/python -m pytest

check: $(VENV)/.developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

## unit: the tests that take milliseconds, for while you work
unit: $(VENV)/.developed
	$(BIN)/python -m pytest -m "not slow"

## fuzz: the generated tests with many more examples (EXAMPLES=5000)
EXAMPLES ?= 5000
fuzz: $(VENV)/.developed
	FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest tests/extraction/test_hostile.py tests/extraction/test_odd_values.py \
		tests/markdown tests/fetch/test_odd_feeds.py tests/fetch/test_odd_headers.py

## torture: runs killed at random moments over a growing archive (KILLS=200)
KILLS ?= 200
torture: $(VENV)/.developed
	$(BIN)/python -m tests.torture --kills $(KILLS)

## bench-archive: a run where nothing changed, the parent's memory, copies known again
bench-archive: $(VENV)/.developed
	$(BIN)/python -m bench.archive

## bench-extraction: ours and other extractors on clones of public corpora in CORPORA=dir
bench-extraction: $(VENV)/.benched
	$(BIN)/python -m bench.extraction "$(CORPORA)"

## bench-reader: what a page of `scraper serve` costs with 100,000 articles
bench-reader: $(VENV)/.developed
	$(BIN)/python -m bench.reader

## docs: docs/commands.md, from the help of the commands
docs: $(VENV)/.installed
	$(BIN)/python -m scraper.cli.command_reference > docs/commands.md

## screenshots: the images of docs/images, from the reader over the demonstration's archive (needs Chromium)
screenshots: $(VENV)/.developed
	$(BIN)/python -m bench.reader.screenshots docs/images

## bench-fetch: CPU a request, ours beside httpx and aiohttp on a loopback server
bench-fetch: $(VENV)/.benched
	$(BIN)/python -m bench.fetch

## bench-pipeline: whole programs, ours and others, over pages of PAGES=dir or made ones
bench-pipeline: $(VENV)/.developed
	$(BIN)/python -m bench.pipeline $(if $(PAGES),--pages "$(PAGES)")

## bench-hostile: seconds and memory that pages no author wrote take, each alone and in one run
bench-hostile: $(VENV)/.developed
	$(BIN)/python -m bench.hostile
	$(BIN)/python -m bench.hostile --run

## bench-shapes: articles in 45 languages, each written in a dozen ways: lost and leaked
bench-shapes: $(VENV)/.developed
	$(BIN)/python -m bench.shapes

## train: the segment model and its card, from clones of public corpora in CORPORA=dir
train: $(VENV)/.developed
	$(BIN)/python -m bench.model "$(CORPORA)"

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "scraper needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	# the pip of Python 3.11 warns of lxml's extra html_clean, which jusText writes so and lxml html-clean
	$(PIP) install --constraint constraints.txt --upgrade pip

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable .
	$(COMPILE)
	touch $@

$(VENV)/.developed: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	$(COMPILE)
	touch $@ $(VENV)/.installed

$(VENV)/.benched: $(VENV)/.developed
	$(PIP) install --constraint constraints.txt --editable '.[dev,bench]'
	# without what it asks for: pip stumbles over its lxml[html_clean] beside trafilatura's
	$(PIP) install --constraint constraints.txt --no-deps readability-lxml
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
