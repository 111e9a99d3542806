#!/usr/bin/env bash
# Damaged inputs for the readers; prints the table of Tests/Fuzz/README.md and ends with 1 where a reader was
# ended by a signal or kept busy.
#   Scripts/fuzz.sh FOLDER-OF-THE-CHECKED-BUILD INPUTS SEED READER...
set -euo pipefail
folder=$1 inputs=$2 seed=$3
shift 3
results=.build/fuzz
program=$folder/chipcast
# What the crash handler would print is no fault of a reader, nor are the tables that the TOML library never frees.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
rm -rf $results
mkdir -p $results
base=Tests/Fixtures/base.toml
small=(--trials 2000 --quiet)
"$program" run $base "${small[@]}" --set months=6 --out $results/run
"$program" run Models/h20-b30-2025-07.toml "${small[@]}" --set months=6 --set 'equities.which=["688256.SH"]' \
  --set equities.horizons=[20] --set equities.sessions=20 --out $results/shares
"$program" compare $base Tests/Fixtures/base.toml "${small[@]}" --set months=6 --out $results/compare
"$program" sweep $base --vary uptake=0.3,0.4 --vary tax_rate=0.1,0.2 "${small[@]}" --set months=6 \
  --out $results/sweep
"$program" sensitivity $base --trials 1024 --quiet --inputs uptake,products.H20.price --threshold 5e9 \
  --method tornado,rank,sobol,delta,pawn,line --out $results/sensitivity
head -4 Data/events.csv > $results/events.csv
"$program" event-study $results/events.csv --closes Data/closes --placebo 50 --quiet --out $results/event-study
rm $results/events.csv
echo "| reader | seed | inputs | taken | refused | slowest, processor time |"
echo "| --- | --- | --- | --- | --- | --- |"
failed=0
for reader in "$@"; do
  "$folder/fuzz" "$reader" --inputs "$inputs" --seed "$seed" || failed=1
done
exit $failed
