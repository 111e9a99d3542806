# chipcast: `make forecast` builds and runs the July 2025 scenario, `make test` runs all tests.

SCENARIO ?= Models/h20-b30-2025-07.toml
PREFIX ?= /usr/local

# Machine flags stay out of Package.swift, so that the package can be a dependency of others.
# -Ounchecked removes the checks of preconditions that the checked scenario has already met; the
# tests run with all checks in place. `make forecast ARCH=x86-64` builds for any machine.
ARCH ?= native
FLAGS = -c release -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=$(ARCH)
ifeq ($(shell uname -m),arm64)
FLAGS = -c release -Xswiftc -Ounchecked
endif

.PHONY: forecast build test bench format lint schema install clean gsl swift

forecast: build
	.build/release/chipcast run $(SCENARIO)

build: gsl swift
	swift build $(FLAGS) --product chipcast

# The program is built as users build it, because tests run it.
test: build
	CHIPCAST_PROGRAM=$(CURDIR)/.build/release/chipcast swift test

bench: build
	Benchmarks/run.sh

format:
	swift format --in-place --recursive Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

lint: swift
	swift format lint --strict --recursive Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

schema: build
	.build/release/chipcast schema --out Models/schema.json

install: build
	install -d $(PREFIX)/bin
	install -m 755 .build/release/chipcast $(PREFIX)/bin/chipcast

clean:
	rm -rf .build out Benchmarks/.build

swift:
	@command -v swift >/dev/null || { \
	  echo "chipcast needs Swift 6.1 or newer: see https://www.swift.org/install" >&2; exit 1; }

# Without GSL the compiler would only say that 'gsl/gsl_cdf.h' was not found.
gsl:
	@pkg-config --exists 'gsl >= 2.7' 2>/dev/null || Scripts/install-gsl.sh
