#!/bin/sh
# Links the builds of one program, one for each instruction set, against one library that they share: the runtimes of
# Swift and C++, Foundation and ICU, nothing of them that no build asks for.
#   link.sh ARCHIVES TARGET BUILD-v1 BUILD-v3 …
# SwiftPM makes static programs (each with a runtime of its own) or programs that need 14 libraries of the toolchain in
# full; so the objects that it compiled are linked here once more.
set -eu
static=$1 target=$2
shift 2
mkdir -p "$target"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
registration=$static/swift/$(uname -m)/swiftrt.o
link() {
  "$(dirname "$(command -v swiftc)")/clang++" -fuse-ld=lld -nostdlib++ \
    -Wl,--gc-sections,-O2,--build-id,-z,relro,-z,now,-z,nostart-stop-gc,--no-undefined "$@"
}

# The library gives out what the builds ask for, and holds what that needs.
for build in "$@"; do
  xargs nm < "$build/release/chipcast.product/Objects.LinkFileList"
done > "$work/symbols" 2> /dev/null
nm "$registration" >> "$work/symbols"
awk 'NF == 2 && $1 ~ /^[Uvw]$/ { print $2 }' "$work/symbols" | sort -u > "$work/asked"
awk 'NF == 3 { print $3 }' "$work/symbols" | sort -u > "$work/own"
for archive in "$static"/swift/lib*.a "$static/libstdc++.a"; do
  nm --defined-only "$archive" 2> /dev/null
done | awk 'NF == 3 && $2 ~ /[A-Zuvw]/ { print $3 }' | sort -u > "$work/offered"
comm -23 "$work/asked" "$work/own" | comm -12 - "$work/offered" > "$work/given"
{ echo "{ global:"; sed 's/.*/"&";/' "$work/given"; echo "local: *; };"; } > "$work/map"
sed 's/^/-Wl,-u,/' "$work/given" > "$work/wanted"
link -shared -o "$target/libchipcast-runtime.so" -Wl,-soname,libchipcast-runtime.so,-Bsymbolic \
  -Wl,--version-script="$work/map" "@$work/wanted" \
  "$registration" "$static/icu.o" "$static/glibc.o" "$static"/swift/lib*.a "$static/libstdc++.a" -lm

for build in "$@"; do
  program=$target/chipcast-${build##*-}
  # shellcheck disable=SC2016 # $ORIGIN is the loader's
  link -pie -o "$program" "@$build/release/chipcast.product/Objects.LinkFileList" "$registration" \
    -Wl,--defsym,main=chipcast_main -Wl,-rpath,'$ORIGIN' -L"$target" -lchipcast-runtime \
    -L"$static" -lxlsxwriter -lz -lgsl -lgslcblas -lm
done
strip "$target"/*
