#!/bin/sh
# The Python package as a person gets it: a wheel of a tree as `make dist` lays it out (or, without one, of the built
# program), installed in a new environment, and tested there with nothing of Swift on PATH: with the standard library
# alone, then with pandas, polars and pyarrow, and with Dask.
#   test-python.sh PROGRAM [TREE]
set -eu
program=$(realpath "$1")
tree=${2:+$(realpath "$2")}
cd "$(dirname "$0")/.."
repository=$PWD
place=$repository/.build/python
rm -rf "$place/wheel" "$place/venv" "$place/tests"
mkdir -p "$place/tests"
if [ -z "$tree" ]; then
  tree=$place/tree
  rm -rf "$tree"
  mkdir -p "$tree/bin"
  cp "$program" "$tree/bin/chipcast"
  cp -R Models Data LICENSE "$tree"
fi

# What was generated says what the program says.
"$tree/bin/chipcast" schema --tables | python3 Python/generate.py | cmp - Python/src/chipcast/_tables.py || {
  echo "test-python: Python/src/chipcast/_tables.py is old: make python-tables" >&2
  exit 1
}

CHIPCAST_DIST=$tree python3 -m pip wheel --quiet --no-deps --wheel-dir "$place/wheel" ./Python
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --no-index "$place"/wheel/chipcast-*.whl
cp Python/tests/*.py "$place/tests"

# Away from the source tree; what is tested is what is installed.
tests() {
  (cd "$place/tests" && env -i PATH="$place/venv/bin:/usr/bin:/bin" HOME="$HOME" CHIPCAST_SOURCE_BUILD="$program" \
    CHIPCAST_REPOSITORY="$repository" "$place/venv/bin/python" -W error::DeprecationWarning -m unittest "$@")
}
tests
"$place/venv/bin/python" -m pip install --quiet --requirement Python/tests/requirements.txt
tests test_frames test_dask test_docstrings
ls -l "$place"/wheel/*.whl
