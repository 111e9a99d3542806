#!/bin/sh
# dist/chipcast-VERSION-*.whl, where the Python package is there; its build takes the program from the tree.
#   wheel.sh TREE
set -eu
tree=$(realpath "$1")
cd "$(dirname "$0")/.."
test -f Python/pyproject.toml || {
  echo "No Python/ here: no wheel."
  exit 0
}
tools=.build/wheel-tools
test -x "$tools/bin/pyproject-build" || {
  python3 -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet build==1.6.1 hatchling==1.33.0
}
CHIPCAST_DIST=$tree "$tools/bin/python" -m build --no-isolation --wheel --outdir dist Python
