#!/usr/bin/env bash
# Two programs over the same inputs: the results must be the same bytes. run.json is left out, which holds
# the time and the machine.
#   Scripts/same-bytes.sh PROGRAM OTHER FOLDER
set -euo pipefail
base=Models/h20-b30-2025-07.toml
same() {
  local name=$1
  shift
  for side in a b; do
    local program=$first
    [ "$side" = a ] || program=$second
    "$program" "$@" --quiet --out "$folder/$side/$name"
  done
  diff -r --brief --exclude=run.json "$folder/a/$name" "$folder/b/$name"
}
first=$1 second=$2 folder=$3
rm -rf "$folder"
same run run $base --trials 20500 --write-trials 1000
same latin run $base --trials 20500 --no-equities --design latin-hypercube
same sobol run $base --trials 20480 --no-equities --design sobol
same antithetic run $base --trials 20480 --no-equities --design antithetic
same h200 run Models/h200-2026-11.toml --trials 20000
same compare compare $base Models/h20-b30-2025-07-high.toml --trials 20000 --no-equities
same sweep sweep $base --vary uptake.mode=0.3:0.5:0.1 --trials 20000 --no-equities
same stress stress $base --given 'guidance_discouraging' --trials 20000
same sensitivity sensitivity $base --trials 4096 --no-equities \
  --method tornado,rank,sobol,delta,pawn,line --threshold 5e9
same event-study event-study Data/events.csv --closes Data/closes
echo "$(find "$folder/a" -type f | wc -l) files of $(ls "$folder/a" | wc -l) commands are the same bytes"
