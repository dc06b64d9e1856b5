# The targets that a person types. `make` alone lists them, and .ci/run calls the same targets.
#
# Everything is set up in the tree and without root: build tools (maturin, cmake and libclang are wheels) in .tools, the
# package in .venv, Rust in target. All Rust that links HiGHS is built in the one profile `release` and the one target
# folder, so that HiGHS, five minutes on two cores, is built once.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# make's own default is g++ under another name, where there may be only clang.
ifeq ($(origin CXX),default)
CXX := $(shell command -v c++ || command -v g++ || command -v clang++ || echo c++)
endif
PYTHON ?= $(shell for p in python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
TOOLS ?= $(CURDIR)/.tools
VENV := $(CURDIR)/.venv
CARGO_TARGET_DIR ?= $(CURDIR)/target
# The file that lists skipped checks, for the summary at the end.
LEFT_OUT := $(VENV)-left-out
# The program that audits pages in the tests. It comes from npm. Without npm those tests are skipped, and the summary says so.
AXE_CORE := axe-core@4.14.1
export AXE := $(TOOLS)/npm/node_modules/axe-core/axe.min.js
export CXX CARGO_TARGET_DIR LEFT_OUT
export PATH := $(TOOLS)/bin:$(PATH)

# The build of HiGHS depends on these variables: a change in one of them builds it again. libclang comes without headers.
export LIBCLANG_PATH = $(shell $(TOOLS)/bin/python -c 'import clang; print(clang.__path__[0] + "/native")' 2>/dev/null)
export BINDGEN_EXTRA_CLANG_ARGS = -I$(shell $(CXX) -print-file-name=include 2>/dev/null)
# The build of the Python module depends on these, as maturin sets them. So cargo and maturin share one build.
export PYO3_PYTHON := $(VENV)/bin/python
export PYO3_BUILD_EXTENSION_MODULE := 1

PIP = PIP_DISABLE_PIP_VERSION_CHECK=1 $(PYTHON) -m pip --quiet
LONG = .ci/heartbeat
RUST = --workspace --all-features
PURE = --workspace --no-default-features
HAS = $(shell cargo $(1) --version >/dev/null 2>&1 && echo yes)
TESTER = $(if $(call HAS,nextest),nextest run --no-fail-fast,test --no-fail-fast --lib --bins --tests --examples)

.PHONY: help check-tools setup build demo test test-rust test-pure test-python lint lint-rust lint-python fmt fix bench fuzz deny package docs clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "make %-12s %s\n", $$1, $$2 }'

check-tools:
	@rm -f $(LEFT_OUT)
	@.ci/missing "$(PYTHON)" "$(CXX)"

# With `python -m venv --without-pip` and the outer pip, ensurepip is not needed. On Debian it is a separate package.
$(TOOLS)/.ready: python/requirements-tools.txt | check-tools
	@echo "setting up the build tools in $(TOOLS)"
	@$(PYTHON) -m venv --without-pip $(TOOLS)
	@$(PIP) --python $(TOOLS)/bin/python install --requirement python/requirements-tools.txt
	@touch $@

$(VENV)/.ready: | check-tools
	@echo "setting up the virtual environment in $(VENV)"
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(PIP) --python $(VENV)/bin/python install pip
	@touch $@

$(VENV)/.ready-for-docs: python/requirements-docs.txt $(VENV)/.ready
	@echo "installing the packages for the notebooks and the site"
	@$(PIP) --python $(VENV)/bin/python install --requirement python/requirements-docs.txt
	@touch $@

$(VENV)/.ready-to-test: python/requirements-dev.txt $(VENV)/.ready-for-docs
	@echo "installing the packages for the Python tests"
	@$(PIP) --python $(VENV)/bin/python install --requirement python/requirements-dev.txt
	@touch $@

# The stamp names the version, so another version is installed again.
$(TOOLS)/npm/$(AXE_CORE): | $(TOOLS)/.ready
	@mkdir -p $(@D)
	@if npm install --prefix $(@D) --no-save --no-audit --no-fund --ignore-scripts --silent $(AXE_CORE) >$(@D)/npm.log 2>&1; then \
		touch $@; else echo "npm is missing or failed: pages are not audited"; fi

setup: check-tools $(TOOLS)/.ready $(VENV)/.ready ## set up the build tools and the virtual environment

# The library is built first, because this build shows its progress. Maturin then finds it built.
build: setup ## build the library and the Python package with the command `tercet`
	@echo "building; the first time HiGHS takes about 5 minutes on 2 cores"
	$(LONG) "building HiGHS and Tercet" cargo build --release --package tercet-python
	@echo "installing the Python package in $(VENV)"
	@cd python && VIRTUAL_ENV=$(VENV) maturin develop --release --quiet >$(VENV)/maturin.log 2>&1 || { cat $(VENV)/maturin.log; exit 1; }

demo: build ## match 120 real primary schools and write the report
	@$(VENV)/bin/tercet match tests/data/cohorts/primary_120.csv --out demo
	@echo
	@echo "the page to read in a browser: $(CURDIR)/demo/report.html"

test: setup lint-rust test-pure test-rust docs test-python ## run every test and every check of every part
	@.ci/left-out

test-rust: setup
	$(LONG) "the Rust tests" cargo $(TESTER) --release $(RUST)
	$(LONG) "the Rust examples in the documentation" cargo test --release --doc $(RUST)

# Without HiGHS and with debug assertions on: overflow and broken invariants show here.
test-pure: setup
	$(LONG) "the Rust tests without HiGHS" cargo $(TESTER) $(PURE)

test-python: build lint-python $(TOOLS)/npm/$(AXE_CORE)
	cd python && $(VENV)/bin/python -m pytest
	cd python && $(VENV)/bin/python -m mypy.stubtest tercet --mypy-config-file pyproject.toml

lint: lint-rust lint-python ## check format and style of every part

lint-rust: setup
	$(if $(call HAS,fmt),cargo fmt --all --check,@.ci/left-out rustfmt 'rustup component add rustfmt')
	$(if $(call HAS,clippy),$(LONG) "clippy" cargo clippy --release $(RUST) --all-targets -- -D warnings,@.ci/left-out clippy 'rustup component add clippy')
	$(if $(call HAS,clippy),$(LONG) "clippy" cargo clippy $(PURE) --all-targets -- -D warnings)

lint-python: setup $(VENV)/.ready-to-test
	cd python && $(VENV)/bin/ruff format --check && $(VENV)/bin/ruff check
	cd python && $(VENV)/bin/python -m mypy

fmt: setup $(VENV)/.ready-to-test ## format the Rust and the Python code
	cargo fmt --all
	cd python && $(VENV)/bin/ruff format

fix: setup $(VENV)/.ready-to-test ## apply the fixes that clippy and ruff are sure of, then format
	$(LONG) "clippy" cargo clippy --fix --allow-dirty --allow-staged --release $(RUST) --all-targets
	cd python && $(VENV)/bin/ruff check --fix
	@$(MAKE) --no-print-directory fmt

# BENCH names one group of benchmarks; without it all are run.
bench: setup ## measure the hot paths (BENCH=group_value for one of them)
	$(LONG) "the benchmarks" cargo bench --package tercet-benches --bench micro -- $(BENCH)

# New inputs go to fuzz/corpus, which git ignores; the seeds stay as they are. Without nightly there is no sanitiser.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= $(notdir $(wildcard fuzz/seeds/*))
FUZZ = $(if $(shell cargo +nightly --version 2>/dev/null),+nightly fuzz run,fuzz run --sanitizer none)
fuzz: check-tools ## fuzz each target for a minute (FUZZ_SECONDS=600, FUZZ_TARGETS=cohort_csv)
	@$(if $(call HAS,fuzz),,echo "cargo-fuzz is missing: install it with 'cargo install --locked cargo-fuzz'" >&2; exit 1)
	@for target in $(FUZZ_TARGETS); do \
		echo "fuzzing $$target for $(FUZZ_SECONDS) s"; mkdir -p fuzz/corpus/$$target; \
		cargo $(FUZZ) $$target fuzz/corpus/$$target fuzz/seeds/$$target -- -max_total_time=$(FUZZ_SECONDS) || exit 1; done

deny: check-tools ## check licences, advisories and sources of the Rust dependencies
	@$(if $(call HAS,deny),,echo "cargo-deny is missing: install it with 'cargo install --locked cargo-deny'" >&2; exit 1)
	cargo deny check

package: check-tools ## package the crates, and run their tests from the packages, without HiGHS
	.ci/package

docs: build $(VENV)/.ready-for-docs ## build the Rust documentation and the site
	RUSTDOCFLAGS="-D warnings" $(LONG) "rustdoc" cargo doc --release --no-deps $(RUST)
	$(VENV)/bin/python -m sphinx -W --keep-going --quiet --jobs auto -b html python/docs $(CARGO_TARGET_DIR)/site
	@echo "the documentation: $(CARGO_TARGET_DIR)/doc/tercet/index.html and $(CARGO_TARGET_DIR)/site/index.html"

clean: ## remove all that was built; the tools and the environment too
	rm -rf $(CURDIR)/target $(CURDIR)/.tools $(VENV) $(CURDIR)/demo
