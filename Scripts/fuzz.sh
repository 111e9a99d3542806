#!/usr/bin/env bash
# Damaged inputs for the readers; prints the table of Tests/Fuzz/README.md and ends with 1 where a reader was
# ended by a signal or kept busy.
#   Scripts/fuzz.sh FOLDER-OF-THE-CHECKED-BUILD INPUTS SEED READER...
set -euo pipefail
folder=$1 inputs=$2 seed=$3
shift 3
base=Models/h20-b30-2025-07.toml
results=.build/fuzz
program=$folder/chipcast
# What the crash handler would print, and leaks at the end of a process, are no faults of a reader.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
rm -rf $results
"$program" run $base --trials 2000 --quiet --out $results/run
"$program" compare $base Models/h20-b30-2025-07-high.toml --trials 2000 --no-equities --quiet \
  --out $results/compare
"$program" sweep $base --vary uptake.mode=0.3,0.4 --vary tax_rate=0.1,0.2 --trials 2000 --no-equities \
  --quiet --out $results/sweep
"$program" sensitivity $base --trials 2048 --no-equities --threshold 5e9 \
  --method tornado,rank,sobol,delta,pawn,line --quiet --out $results/sensitivity
"$program" event-study Data/events.csv --closes Data/closes --quiet --out $results/event-study
echo "| reader | seed | inputs | taken | refused | slowest, processor time |"
echo "| --- | --- | --- | --- | --- | --- |"
failed=0
for reader in "$@"; do
  "$folder/fuzz" "$reader" --inputs "$inputs" --seed "$seed" || failed=1
done
exit $failed
