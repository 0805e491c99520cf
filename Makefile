# Everything a fresh Debian machine with Python 3.11, make and a package index needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTED := $(VENV)/.tests-installed
SOURCES := src tests bench fuzz docs/session.py

.PHONY: demo test check format docs bench fuzz clean

demo: $(INSTALLED)  ## run the main job on real data, from pictures and tables to a measured win rate
	@test -d demo || $(BIN)/goldsmith new demo --project proof
	@$(BIN)/goldsmith run demo

test: $(TESTED)  ## install what tests need and pass them
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(TESTED)  ## format, lint, types, layers, docs
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m goldsmith.cli.reference --check docs/reference.md
	$(BIN)/goldsmith checks evaluate --docs docs/checks.md --same

format: $(TESTED)
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

docs: $(TESTED)  ## write the reference from the code, the checks' results, and what the README's session says now
	$(BIN)/python -m goldsmith.cli.reference docs/reference.md
	$(BIN)/goldsmith checks evaluate --docs docs/checks.md
	$(BIN)/python docs/session.py README.md

bench: $(TESTED)  ## measure speed and memory against peers (installs them in environments of their own)
	$(BIN)/python bench/run.py

fuzz: $(TESTED)  ## ten minutes of coverage-guided fuzzing of all checks (Atheris)
	@$(BIN)/pip install -q -c constraints.txt --group fuzz
	cd fuzz && ../$(BIN)/python fuzz_checks.py -max_total_time=600 -print_final_stats=1
	$(BIN)/python fuzz/fuzz_media.py --seconds 120

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Goldsmith needs Python 3.11 or newer (PYTHON=... names another)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "installing python3-venv"; apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(BIN)/pip install -q --disable-pip-version-check -U 'pip>=25.1'  # the first that knows dependency groups

# torch is installed first and by name, so that no other package pulls a build with gigabytes of CUDA
$(INSTALLED): $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "installing Goldsmith and its libraries into $(VENV)"
	@$(BIN)/pip install -q -c constraints.txt torch
	@$(BIN)/pip install -q -c constraints.txt -e '.[train,demo]'
	@touch $@

$(TESTED): $(INSTALLED)
	@echo "installing what tests need"
	@$(BIN)/pip install -q -c constraints.txt -e '.[train,demo,ray,webdataset,checks,embeddings,media,ocr,speech]' --group dev
	@command -v chromium >/dev/null || { echo "installing chromium for the report's browser test"; apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }
	@test -e /usr/share/hunspell/es_ES.dic || { echo "installing Hunspell dictionaries for the tests of spelling"; apt-get update -qq && apt-get install -y -qq hunspell-es hunspell-de-de hunspell-fr-classical hunspell-ru >/dev/null; }
	@test -e /usr/share/tesseract-ocr/5/tessdata/rus.traineddata || { echo "installing Tesseract's Russian for the tests of OCR"; apt-get update -qq && apt-get install -y -qq tesseract-ocr tesseract-ocr-rus >/dev/null; }
	@command -v espeak-ng >/dev/null || { echo "installing a speaking machine for the tests of speech"; apt-get update -qq && apt-get install -y -qq espeak-ng >/dev/null; }
	@touch $@

clean:
	rm -rf demo build dist
