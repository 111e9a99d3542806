#!/bin/sh
# Builds the peers and the draw benchmark, then measures: called by `make bench`.
set -eu
cd "$(dirname "$0")"
case " $* " in
*" --only-shares "* | *" --only-sweeps "*) ;;
*)
  command -v gcc >/dev/null || { echo "make bench needs gcc for the C peer" >&2; exit 1; }
  gcc -std=gnu99 -O3 -march=native -fopenmp -o peers/recovery_gsl peers/recovery_gsl.c -lgsl -lgslcblas -lm
  swift build -c release -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=native
  ;;
esac
# The peers' packages: those of python3 if it has them all, else in a folder of their own.
python=python3
if ! $python -c 'import numba, numpy, scipy' 2>/dev/null; then
  python=.venv/bin/python
  $python -c 'import numba, numpy, scipy' 2>/dev/null || {
    python3 -m venv .venv
    $python -m pip install --quiet -r peers/requirements.txt
  }
fi
exec $python run.py "$@"
