#!/bin/sh
# The oldest version of glibc that has all that these programs ask for.
#   glibc-floor.sh FILE…
set -eu
objdump -T "$@" | sed -n 's/.*(\?GLIBC_\([0-9.]*\)).*/\1/p' | sort -uV | tail -1
