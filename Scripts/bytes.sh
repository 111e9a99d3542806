#!/usr/bin/env bash
# What the program writes, all of it: runs every command at small trials and prints a checksum and a length of
# each file, each standard output and each --json, without the time and the machine. Tests/Fixtures/bytes.txt
# holds what it printed last (`make bytes`), and a test compares.
#   Scripts/bytes.sh PROGRAM FOLDER
set -euo pipefail
program=$1 folder=$2
package=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$folder"
cd "$folder"
# -n: a second run into the folder replaces the links and does not follow them.
for name in Models Data; do ln -sfn "$package/$name" $name; done
cp "$package/Tests/Fixtures/base.toml" base.toml
head -4 Data/events.csv > events.csv
unset NO_COLOR CHIPCAST_COLOR
export COLUMNS=80 LC_ALL=C.UTF-8
workbooks=
if "$program" run --help | grep -q -e --workbook && "$program" run base.toml --trials 100 --quiet --workbook --out probe \
  2> /dev/null; then workbooks=--workbook; fi
rm -rf probe

# What is no property of the results: times, rates, cores and the name of the system.
cut_time() {
  sed -E -e 's/"(seconds|trials_per_second|threads|cores)" : [0-9.e+-]+/"\1" : 0/' \
    -e 's/"system" : "[^"]*"/"system" : ""/' -e 's/ · [0-9.]+ s( \([^)]* a second\))?$/ · 0 s/'
}

# A command as text with its files, and as JSON; its exit code ends both. Messages are tested elsewhere.
say() {
  local name=$1
  shift
  answer "$@" --color never --out "out/$name" > "$name.txt"
  answer "$@" --color never --json --out out/again > "$name.json"
  rm -rf out/again
}
answer() {
  local code=0
  "$program" "$@" 2> /dev/null > answer || code=$?
  cut_time < answer
  rm answer
  echo "exit $code"
}

for scenario in base.toml Models/h200-2026-11.toml; do
  name=$(basename "$scenario" .toml)
  say "$name-run" run "$scenario" --trials 2100 --write-trials 40 --report $workbooks
  say "$name-sensitivity" sensitivity "$scenario" --trials 1024 --threshold 5e9 --no-equities \
    --method tornado,rank,sobol,delta,pawn,line --report
  say "$name-stress" stress "$scenario" --trials 2100 --given 'recovered_fy >= 1e9'
  say "$name-explain" explain "$scenario" --trials 2100 --trial worst
  say "$name-seek" seek "$scenario" --trials 2100 --no-equities --vary uptake --until 'mean(recovered) = 3e9'
  say "$name-sweep" sweep "$scenario" --trials 2100 --no-equities --vary uptake=0.3,0.4 --vary tax_rate=0.1,0.2 \
    --report $workbooks
done
say latin run base.toml --trials 2100 --design latin-hypercube
say until-error run base.toml --until-error 'recovered: 1%'
say compare compare Models/h20-b30-2025-07.toml Models/h20-b30-2025-07-high.toml --trials 2100 --report $workbooks
say score score Models/h20-b30-2025-07.toml --actuals Data/actuals.csv --trials 2100
say information value-of-information Models/h20-b30-2025-07.toml --trials 2100
say event-study event-study events.csv --closes Data/closes --placebo 50 --report
say backtest backtest Models/h20-b30-2025-07.toml --from 2025-01-01 --trials 200
"$program" check base.toml Models/h200-2026-11.toml --color never > check.txt
"$program" schema > schema.json
"$program" init mine.toml > init.txt 2>&1
for topic in scenario-keys distributions expressions output-files; do "$program" help $topic; done > topics.txt

find . -name run.json | while IFS= read -r file; do
  cut_time < "$file" > cut
  mv cut "$file"
done
find . -type f ! -name 'events.csv' ! -path './base.toml' | LC_ALL=C sort | while IFS= read -r file; do
  printf '%s %s\n' "$(cksum < "$file")" "${file#./}"
done
