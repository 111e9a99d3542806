#!/bin/sh
# Packs a tree as `make dist` lays it out (bin, lib, Models, Data) as a wheel of the Python package.
#   make-wheel.sh TREE FOLDER
set -eu
CHIPCAST_DIST=$(realpath "$1")
export CHIPCAST_DIST
mkdir -p "$2"
python3 -m pip wheel --quiet --no-deps --wheel-dir "$2" "$(dirname "$0")/../Python"
