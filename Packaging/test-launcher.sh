#!/bin/sh
# The launcher with scripts in the place of programs: which one it starts, from where, with what arguments, and what it
# says where it cannot.
#   test-launcher.sh LAUNCHER
set -eu
launcher=$(realpath "$1")
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
home="$place/a place"
mkdir -p "$home/bin" "$home/lib/chipcast" "$place/links"
cp "$launcher" "$home/bin"
for isa in v1 v3 v4; do
  printf '#!/bin/sh\necho %s "$#" "$@"\n' $isa > "$home/lib/chipcast/chipcast-$isa"
done
chmod +x "$home"/lib/chipcast/*
ln -s "$home/bin/chipcast" "$place/links/cc"
unset CHIPCAST_ISA

failed=0
expect() {
  wanted=$1 code=$2
  shift 2
  got=0
  said=$("$@" 2>&1) || got=$?
  # The place is another one each time.
  said=$(echo "$said" | sed "s,$home,HOME,")
  test "$said" = "$wanted" && test $got = "$code" && return
  echo "test-launcher: $*: wanted '$wanted' ($code), got '$said' ($got)" >&2
  failed=1
}
best=v1 second=v1
if Packaging/has-isa.sh v3; then best=v3; fi
if Packaging/has-isa.sh v4; then best=v4 second=v3; fi

expect "$best 2 a b c" 0 "$home/bin/chipcast" a "b c"
expect "$best 0" 0 "$place/links/cc"
expect "$best 1 x" 0 env PATH="$place/links:$PATH" cc x
expect "$best 0" 0 env CHIPCAST_ISA= "$home/bin/chipcast"
expect "v1 0" 0 env CHIPCAST_ISA=v1 "$home/bin/chipcast"
for isa in v3 v4; do
  if Packaging/has-isa.sh $isa; then
    expect "$isa 0" 0 env CHIPCAST_ISA=$isa "$home/bin/chipcast"
  else
    expect "chipcast: CHIPCAST_ISA: this processor has no x86-64-$isa" 64 env CHIPCAST_ISA=$isa "$home/bin/chipcast"
  fi
done
expect "chipcast: CHIPCAST_ISA: must be v1, v3 or v4, got v2" 64 env CHIPCAST_ISA=v2 "$home/bin/chipcast"
if test $best != v1; then
  rm "$home/lib/chipcast/chipcast-$best"
  expect "$second 0" 0 "$home/bin/chipcast"
fi
chmod -x "$home/lib/chipcast/chipcast-$second"
expect "chipcast: HOME/bin/../lib/chipcast/chipcast-$second: Permission denied; install chipcast anew" 1 \
  "$home/bin/chipcast"
rm "$home"/lib/chipcast/*
expect "chipcast: HOME/bin/../lib/chipcast/chipcast-v1: No such file or directory; install chipcast anew" 1 \
  "$home/bin/chipcast"
exit $failed
