#!/bin/sh
# What `make dist` packed, as a person without Swift gets it. The tarball, unpacked in an empty folder and run with an
# empty PATH: needs the libraries of the C compiler alone, of glibc 2.35 or later, and gives the bytes of a source build
# on every instruction set that this machine has. The .deb in a fresh Debian. The wheel: its size; its own tests are in
# Python/.
#   test-dist.sh FOLDER PROGRAM
set -eu
cd "$(dirname "$0")/.."
root=$PWD
dist=$(realpath "$1") program=$(realpath "$2")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

fail() {
  echo "test-dist: $1" >&2
  exit 1
}
only() {
  if test $# != 1 || ! test -f "$1"; then fail "not one file: $*"; fi
  echo "$1"
}
megabytes() { awk "BEGIN { printf \"%.1f MB\", $(stat -c %s "$1") / 1e6 }"; }

tarball=$(only "$dist"/chipcast-*-linux-x86_64.tar.gz)
# A folder with a space, since people have such.
mkdir "$place/a place"
tar xzf "$tarball" -C "$place/a place" --strip-components=1
cd "$place/a place"

for file in bin/chipcast lib/chipcast/*; do
  ldd "$file" > "$place/libraries"
  foreign=$(awk '{ print $1 }' "$place/libraries" |
    grep -vE '^(linux-vdso|libchipcast-runtime|libc|libm|libgcc_s|/lib64/ld-linux-x86-64)\.so[.0-9]*$' || true)
  test -z "$foreign" || fail "$file needs $foreign"
done
floor=$("$root/Packaging/glibc-floor.sh" bin/chipcast lib/chipcast/*)
test "$(printf '%s\n2.35\n' "$floor" | sort -V | tail -1)" = 2.35 || fail "needs glibc $floor"
"$root/Packaging/test-launcher.sh" bin/chipcast

# The first forecast, from nothing, by every build.
scenario=Models/h20-b30-2025-07.toml
(cd "$root" && "$program" run "$scenario" --trials 20k --quiet --out "$place/source")
tables=$(find "$place/source" -name '*.csv' | wc -l)
test "$tables" -ge 16 || fail "only $tables tables"
tested=
for isa in "" v1 v3 v4; do
  if test -n "$isa" && ! "$root/Packaging/has-isa.sh" "$isa"; then
    echo "test-dist: this processor has no x86-64-$isa: that build was not run"
    continue
  fi
  began=$(date +%s)
  env -i CHIPCAST_ISA=$isa bin/chipcast run "$scenario" --trials 20k --quiet --out "$place/dist$isa" ||
    fail "$isa: the forecast ends with $?"
  test $(($(date +%s) - began)) -lt 60 || fail "$isa: the first forecast takes a minute"
  # What run.json says of time and machine is another one each time; pages and workbooks are made of the same rows.
  for file in "$place"/source/*.csv; do
    cmp "$file" "$place/dist$isa/$(basename "$file")" || fail "$isa: $(basename "$file") is another one"
  done
  tested="$tested${isa:-unasked} "
done
env -i bin/chipcast workbook "$place/dist" || fail "no workbook"
# The library of TOML throws; what is thrown has to be caught across the libraries.
echo 'title = ' > broken.toml
code=0
env -i bin/chipcast check broken.toml 2> "$place/message" || code=$?
if test $code != 65 || ! grep -q '^broken.toml:1:' "$place/message"; then
  fail "broken.toml: exit code $code, $(cat "$place/message")"
fi

# Processors that are not at hand: one without AVX, one without AVX-512. Without FMA the C library's exp and log differ in
# the last digit (docs/accuracy.md), so there it is asked whether the build runs.
if command -v qemu-x86_64 > /dev/null; then
  few="$scenario --trials 1k --no-equities --quiet"
  # shellcheck disable=SC2086 # words on purpose
  qemu-x86_64 -cpu Nehalem lib/chipcast/chipcast-v1 run $few --out "$place/old" 2> "$place/message" ||
    fail "v1 does not run without AVX: $(cat "$place/message")"
  # shellcheck disable=SC2086
  qemu-x86_64 -cpu Haswell lib/chipcast/chipcast-v3 run $few --out "$place/qemu" 2> "$place/message" ||
    fail "v3 does not run without AVX-512: $(cat "$place/message")"
  # shellcheck disable=SC2086
  (cd "$root" && "$program" run $few --out "$place/few")
  for file in "$place"/few/*.csv; do
    cmp "$file" "$place/qemu/$(basename "$file")" || fail "v3 without AVX-512: $(basename "$file") is another one"
  done
else
  echo "test-dist: no qemu-x86_64 here: processors without AVX and AVX-512 were not tried"
fi

# Everything that every command writes.
"$root/Scripts/bytes.sh" "$PWD/bin/chipcast" "$place/bytes" > "$place/bytes.txt"
cmp "$root/Tests/Fixtures/bytes.txt" "$place/bytes.txt" || fail "some command writes other bytes than the source build"

echo "test-dist: tarball $(megabytes "$tarball"), glibc $floor; $tables tables of the first forecast are those of the" \
  "source build (${tested% }), and so is what all commands write"
cd "$root"
deb=$(only "$dist"/chipcast_*_amd64.deb)
Packaging/test-deb.sh "$deb" "$place/source"
if test -f Python/pyproject.toml; then
  wheel=$(only "$dist"/chipcast-*.whl)
  test "$(stat -c %s "$wheel")" -lt 40000000 || fail "the wheel has $(megabytes "$wheel")"
  echo "test-dist: wheel $(megabytes "$wheel")"
fi
