#!/bin/sh
# Puts what the notebooks need, at the versions that they were written with, into .build/venv.
set -eu
cd "$(dirname "$0")/.."
stamp=.build/venv/notebooks.txt
cmp -s Notebooks/requirements.txt "$stamp" && exit 0
test -x .build/venv/bin/python || python3 -m venv .build/venv
.build/venv/bin/python -m pip install --quiet --requirement Notebooks/requirements.txt
cp Notebooks/requirements.txt "$stamp"
