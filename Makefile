# `make` sets everything up and runs the main job on the samples; `make test` sets everything up and tests.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers
# pdfplumber-rs has an environment of its own: its module is called like that of pdfplumber.
PEERS_RS := .venv-peers-rs
# What tests need of npm: axe-core for pages, the validator of the Open XML SDK for Word documents.
NPM_TOOLS := $(patsubst %/package.json,%/node_modules/.package-lock.json,$(wildcard tests/*/package.json))
# Tests in a browser run where there is one; elsewhere pytest says that it skips them.
HAS_BROWSER := $(and $(shell command -v chromium),$(shell command -v chromedriver),$(shell command -v npm))

FUZZ_SECONDS ?= 300

.PHONY: all setup browser-tools test test-fast properties engines fuzz lint messages docs pictures bench release lock sbom wheel windows-bundle clean
.DELETE_ON_ERROR:

all: setup
	$(BIN)/icap build samples -o out

setup: $(READY)

# The stamp stands for exactly these versions: another lock file or other settings make the environment anew.
$(READY): requirements-dev.lock pyproject.toml tools/make_venv.py
	$(PYTHON) tools/make_venv.py $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

browser-tools: $(NPM_TOOLS)

# The lock files hold the digests of what npm may bring.
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

test: setup $(if $(HAS_BROWSER),browser-tools)
	$(BIN)/python -m pytest -n auto

# What most changes break, in a minute on two cores; no random forms, no other programs.
ROOMS := base assemble checks cli compare faults findings handbooks readers release reports
test-fast: setup
	$(BIN)/python -m pytest -n auto -m "not slow" $(addprefix tests/,$(ROOMS)) tests/test_docs.py

# Two thousand random examples a format; what fails becomes a named test in tests/properties.
properties: setup
	ICAP_EXAMPLES=2000 $(BIN)/python -m pytest -n auto tests/properties/test_roundtrip.py

# Both PDF engines on hundreds of random forms, and on what LibreOffice and Chromium print, where they are installed.
engines: setup
	ICAP_EXAMPLES=200 $(BIN)/python -m pytest -n auto tests/engines

# Mutated inputs for some time: FUZZ_SECONDS=1800 SEED=7 TARGETS="pdf docx"; finds go to out/fuzz (docs/robustness.md).
fuzz: setup
	$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) $(if $(SEED),--seed $(SEED)) $(TARGETS)

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Collects all messages into the Chinese catalogue and compiles it; says which ones lack their translation.
messages: setup
	$(BIN)/python -m tools.messages

# What rules, formats and reports are stands in their files; docs/rules.md, docs/formats.md and a table of docs/ci.md
# are made of them.
docs: setup
	$(BIN)/python -m tools.docs

# The README's pictures; needs Chromium with its driver, LibreOffice, poppler and 標楷體 or 全字庫正楷體.
pictures: setup
	$(BIN)/python -m tools.pictures

# Tables of one run, into docs/benchmarks.md. Other libraries are measured too, where they install. SINCE=REVISION holds
# reading against an earlier one, LARGEST=5000 builds larger releases, ONLY="small workers" measures some parts.
bench: setup
	$(PYTHON) tools/make_venv.py $(PEERS)
	$(PYTHON) tools/make_venv.py $(PEERS_RS)
	-$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check "pymupdf>=1.26" "camelot-py>=1.0"
	-$(PEERS_RS)/bin/python -m pip install --quiet --disable-pip-version-check "pdfplumber-rs>=0.3"
	$(BIN)/python -m benchmarks.measure --peers $(PEERS)/bin/python --peers $(PEERS_RS)/bin/python \
	  $(if $(SINCE),--since $(SINCE)) $(if $(LARGEST),--largest $(LARGEST)) $(addprefix --only ,$(ONLY)) \
	  $(if $(ONLY),,--write docs/benchmarks.md)

# A thousand documents, twenty of them damaged: 980 handbooks, 20 failures, exit code 1.
release: setup
	$(BIN)/python -m benchmarks.damaged

# Pins the newest versions that pyproject.toml allows; needs uv.
lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock:
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes pyproject.toml --all-extras \
	  -c requirements.lock -o requirements-all.lock
	uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes pyproject.toml --group dev \
	  -c requirements-all.lock -o requirements-dev.lock

# What an installation consists of, as CycloneDX; the licences of it all are in docs/licences.md.
sbom: setup
	mkdir -p dist
	$(BIN)/python -m tools.sbom > dist/sbom.cdx.json

# The wheel; built twice, to show that the same tree gives the same bytes.
wheel: setup
	$(BIN)/python -m hatchling build -t wheel -d dist
	$(BIN)/python -m hatchling build -t wheel -d build/again
	for wheel in build/again/*.whl; do cmp "$$wheel" "dist/$${wheel##*/}" || exit 1; done

# A folder from which the program is installed on Windows without a network (docs/install.md).
windows-bundle: setup
	$(BIN)/python -m tools.windows_bundle dist/icap-windows

# What a run wrote, and everything that can be made again.
clean:
	find out -mindepth 1 ! -name .gitkeep -delete
	rm -rf $(VENV) $(PEERS) $(PEERS_RS) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
