#!/bin/sh
# What `make dist` packed, as a person without Swift gets it: unpacked in an empty folder and run with an empty PATH and
# LD_LIBRARY_PATH, it needs the libraries of the C compiler alone, and its first forecast has the bytes of a source build.
#   test-dist.sh TARBALL PROGRAM
set -eu
tarball=$(realpath "$1") program=$(realpath "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
tar xzf "$tarball"
cd chipcast-*/

fail() {
  echo "test-dist: $1" >&2
  exit 1
}

ldd bin/chipcast > "$place/libraries"
foreign=$(awk '{ print $1 }' "$place/libraries" |
  grep -vE '^(linux-vdso\.so\.1|libc\.so\.6|libm\.so\.6|libgcc_s\.so\.1|/lib64/ld-linux-x86-64\.so\.2)$' || true)
test -z "$foreign" || fail "needs $foreign"

scenario=Models/h20-b30-2025-07.toml
began=$(date +%s)
env -i PATH= LD_LIBRARY_PATH= bin/chipcast run "$scenario" --trials 20k --quiet --out "$place/dist" ||
  fail "the forecast ends with $?"
test $(($(date +%s) - began)) -lt 60 || fail "the first forecast takes a minute"
"$program" run "$scenario" --trials 20k --quiet --out "$place/source"
# What run.json says of time and machine is another one each time; pages and workbooks are made of the same rows.
for file in "$place"/source/*.csv; do
  cmp "$file" "$place/dist/$(basename "$file")" || fail "$(basename "$file") is another one"
done
env -i PATH= LD_LIBRARY_PATH= bin/chipcast workbook "$place/dist" || fail "no workbook"
echo "test-dist: needs $(awk '{ printf "%s ", $1 }' "$place/libraries")and nothing else;" \
  "$(ls "$place"/source/*.csv | wc -l) tables of the first forecast are those of the source build"
