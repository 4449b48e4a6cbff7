# `make` alone lists the targets. What they do stands in make/ and in `manage.py`, readable on its own.
.DEFAULT_GOAL := help
PY = .venv/bin/python
# For every system and Python that the product runs on, not just the one at hand.
PINS = -q pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header --no-emit-index-url

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

setup: ## .venv with the pinned packages
	@"$$(make/find-python)" make/setup.py

run: setup ## the whole product on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(PY) make/run.py

test: ## every check there is, on SQLite and PostgreSQL and in a browser
	@"$$(make/find-python)" make/setup.py --dev
	@exec $(PY) make/test.py

check: ## the quick checks only: format, lint, layers, migrations, words
	@"$$(make/find-python)" make/setup.py --dev
	@exec $(PY) make/test.py --quick

demo: setup ## load the demo school into an empty database, and say who can sign in
	@$(PY) manage.py migrate --verbosity 0 && $(PY) manage.py demo

bench: setup ## measure speed, print it, write var/bench.json
	@$(PY) manage.py prepare && $(PY) manage.py bench

bench-devices: setup ## 200,000 devices with a year of use: build once, measure (SCALE=0.01 for a small one)
	@$(PY) make/bench_devices.py --scale $(or $(SCALE),1)

bench-library: setup ## 20,000 lectures: build once, measure searches and pages (SCALE=0.01 for a small one)
	@$(PY) make/bench_library.py --scale $(or $(SCALE),1)

bench-quiz: setup ## 2,000 pupils sit one quiz, on PostgreSQL, measured (SCALE=0.1 for a small one)
	@$(PY) make/bench_quiz.py --scale $(or $(SCALE),1) $(if $(CONTEST),--contest $(CONTEST))

bench-media: setup ## a film of 100 MB is made light while pages are asked for, measured (SCALE=0.1 for a short one)
	@$(PY) make/bench_media.py --scale $(or $(SCALE),1)

bench-sync: setup ## 2,000 tablets bring a week's work home, 50 events each, on PostgreSQL, measured (SCALE=0.1)
	@$(PY) make/bench_sync.py --scale $(or $(SCALE),1)

bench-tablet: setup ## pages without signal on a slow processor, and 5,000 events on their way, in Chromium
	@$(PY) make/bench_tablet.py

bench-line: setup ## a quiz reaches the school over 256 kbit/s with 10 % loss, measured (root on Linux)
	@$(PY) make/bench_line.py

faults: setup ## lost requests, killed servers, any order: no answer lost or counted twice, proved (SCALE=0.01)
	@$(PY) make/faults.py --scale $(or $(SCALE),1)

faults-browser: setup ## 200 runs in Chromium: lost signal, empty battery, full disk, shared tablet: nothing that showed as saved is lost
	@$(PY) make/faults_browser.py

corpora: setup ## read real files of questions and count what is found (CORPORA=folder)
	@$(PY) manage.py corpora "$(CORPORA)"

messages: setup ## put new words of the sources into locale/vi/*.po, to be translated there
	@$(PY) manage.py gather_words

pins: ## choose package versions anew, with hashes, from pyproject.toml
	@"$$(make/find-python)" make/setup.py --dev
	@$(PY) -m uv pip compile $(PINS) -o requirements.txt
	@$(PY) -m uv pip compile $(PINS) --group dev -o requirements-dev.txt

.PHONY: help setup run test check demo bench bench-devices bench-library bench-quiz bench-media bench-sync bench-line bench-tablet faults faults-browser corpora messages pins
