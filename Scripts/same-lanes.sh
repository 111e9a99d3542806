#!/usr/bin/env bash
# The loops in C give the same bits on machines with 128, 256 and 512 bits to a register: compiled for each that this
# machine can run, and with fused multiplication where the compiler would like to use it.
# Usage: same-lanes.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(uname -m)" = x86_64 ] || { echo "no x86-64: lanes were not compared"; exit 0; }
compiler=$(command -v clang || true)
[ -n "$compiler" ] || compiler="$(dirname "$(readlink -f "$(command -v swift)")")/clang"
mkdir -p "$1"
expected=
for machine in x86-64 x86-64-v3 x86-64-v4; do
  case $machine in
  x86-64-v3) grep -qw avx2 /proc/cpuinfo || continue ;;
  x86-64-v4) grep -qw avx512dq /proc/cpuinfo || continue ;;
  esac
  for flags in "-O2" "-O3 -ffp-contract=fast-honor-pragmas"; do
    # shellcheck disable=SC2086
    "$compiler" -std=c17 -Wno-psabi $flags -march=$machine Tests/Lanes/lanes.c -o "$1/lanes" -lm
    found=$("$1/lanes")
    echo "$machine $flags: $found"
    [ "${expected:=$found}" = "$found" ] || { echo "the bits differ"; exit 1; }
  done
done
