#!/bin/sh
# Packs chipcast for people without Swift: in dist/ a tarball, a .deb, a wheel where Python/ is there, and the sources that
# the licences ask for. Packaging/README.md tells what is inside and why.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
test "$(uname -sm)" = "Linux x86_64" || {
  echo "make dist packs for Linux on x86-64; this is $(uname -sm)." >&2
  exit 1
}
static=$root/.build/static
tree=$root/.build/dist/tree
mkdir -p "$static/pkgconfig"

# The time of the commit in the place of that of the build: the same packages from the same commit.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

Packaging/archives.sh "$static"

# One build of everything for each instruction set, minutes each; the C headers of the hot loops choose by it.
for isa in v1 v3 v4; do
  march=x86-64-$isa
  test $isa != v1 || march=x86-64
  swift build -c release --static-swift-stdlib -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=$march \
    --traits Workbook --pkg-config-path "$static/pkgconfig" --scratch-path ".build/dist-$isa" --product chipcast
done

rm -rf "$tree"
Packaging/link.sh "$static" "$tree/lib/chipcast" .build/dist-v1 .build/dist-v3 .build/dist-v4
mkdir -p "$tree/bin" "$tree/share/man/man1" "$tree/share/bash-completion/completions" "$tree/share/zsh/site-functions" \
  "$tree/share/fish/vendor_completions.d" dist
cc -O2 -Wall -Wextra -D_FORTIFY_SOURCE=2 -Wl,-z,relro,-z,now -s -o "$tree/bin/chipcast" Packaging/launcher.c
program=$tree/bin/chipcast
"$program" manual > "$tree/share/man/man1/chipcast.1"
"$program" --generate-completion-script bash > "$tree/share/bash-completion/completions/chipcast"
"$program" --generate-completion-script zsh > "$tree/share/zsh/site-functions/_chipcast"
"$program" --generate-completion-script fish > "$tree/share/fish/vendor_completions.d/chipcast.fish"
git archive HEAD Models Data LICENSE | tar -xf - -C "$tree"
cp Packaging/copyright "$tree/LICENSE.third-party"
cp "$(dirname "$(command -v swift)")/../share/swift/LICENSE.txt" "$tree/LICENSE.Apache-2.0"
chmod -R u=rwX,go=rX "$tree"

version=$("$program" --version)
name=chipcast-$version-linux-x86_64
packed() {
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" "$@" -cf - | gzip -9n
}
rm -f dist/chipcast*
packed -C "$tree" --transform "s,^\.,$name," . > "dist/$name.tar.gz"
Packaging/deb.sh "$tree" "$version"
Packaging/wheel.sh "$tree"

# What the GPL asks to be had beside a program: this commit, the packages that it is built with, GSL and libxlsxwriter.
sources=.build/dist/chipcast-$version-sources
rm -rf "$sources"
mkdir -p "$sources"
git archive --prefix="chipcast-$version/" HEAD | tar -xf - -C "$sources"
for package in .build/dist-v1/checkouts/*; do
  git -C "$package" archive --prefix="$(basename "$package")/" HEAD | tar -xf - -C "$sources"
done
cp "$static"/sources/* "$sources"
packed -C .build/dist "$(basename "$sources")" > "dist/$(basename "$sources").tar.gz"
ls -l dist
