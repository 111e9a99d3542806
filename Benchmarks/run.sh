#!/bin/sh
# Builds the peers and the draw benchmark, then measures: called by `make bench`.
set -eu
cd "$(dirname "$0")"
command -v gcc >/dev/null || { echo "make bench needs gcc for the C peer" >&2; exit 1; }
gcc -std=gnu99 -O3 -march=native -fopenmp -o peers/recovery_gsl peers/recovery_gsl.c -lgsl -lgslcblas -lm
python3 -c 'import numpy' 2>/dev/null || { echo "make bench needs numpy (pip install numpy)" >&2; exit 1; }
swift build -c release -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=native
exec python3 run.py "$@"
