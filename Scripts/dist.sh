#!/bin/sh
# Packs a program that needs neither Swift nor GSL on the machine where it runs, with scenarios and data beside it:
# dist/chipcast-VERSION-linux-x86_64.tar.gz. The runtimes of Swift and C++, GSL and libxlsxwriter are inside; of the system it needs
# libc, libm and libgcc_s (Debian 12, Ubuntu 24.04 and later).
set -eu
cd "$(dirname "$0")/.."
root=$PWD
static=$root/.build/static
mkdir -p "$static/pkgconfig"

# libxlsxwriter as an archive: Debian ships none, so it is built from Debian's source.
xlsxwriter() {
  test -f "$static/libxlsxwriter.a" && return
  work=$static/xlsxwriter
  mkdir -p "$work/sources" "$work/lists/partial"
  cat > "$work/sources/debian.sources" <<END
Types: deb-src
URIs: ${DEBIAN_MIRROR:-http://deb.debian.org/debian}
Suites: bookworm
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  lists="-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=$work/sources -o Dir::State::Lists=$work/lists"
  (
    cd "$work"
    # shellcheck disable=SC2086
    apt-get $lists -qq update
    # shellcheck disable=SC2086
    apt-get $lists -qq source --download-only libxlsxwriter
    tar xzf libxlsxwriter_*.orig.tar.gz
    cd libxlsxwriter-*/
    make -s third_party
    make -s -C src libxlsxwriter.a
    # Its licence asks to be passed on.
    cp License.txt "$static/libxlsxwriter.txt"
    cp src/libxlsxwriter.a "$static"
  )
}

# A folder in which the linker finds archives and nothing else, and pkg-config files that say so: then Package.swift
# stays as it is. (pkg-config --static and -l:libgsl.a do not get through SwiftPM.)
gsl=$(pkg-config --variable=libdir gsl)
zlib=$(cc -print-file-name=libz.a)
xlsxwriter
for archive in "$gsl/libgsl.a" "$gsl/libgslcblas.a" "$zlib" "$(cc -print-file-name=libstdc++.a)"; do ln -sf "$archive" "$static"; done
cat > "$static/pkgconfig/gsl.pc" <<END
Name: gsl
Description: GNU Scientific Library, archives
Version: $(pkg-config --modversion gsl)
Libs: -L$static -lgsl -lgslcblas -lm
Cflags: $(pkg-config --cflags gsl)
END
cat > "$static/pkgconfig/xlsxwriter.pc" <<END
Name: xlsxwriter
Description: libxlsxwriter, archive
Version: $(pkg-config --modversion xlsxwriter)
Libs: -L$static -lxlsxwriter -lz
Cflags: $(pkg-config --cflags xlsxwriter)
END

# For any x86-64: the build for the machine at hand is `make build`.
swift build -c release --static-swift-stdlib -Xswiftc -Ounchecked -Xswiftc -Xcc -Xswiftc -march=x86-64 \
  --traits Workbook --pkg-config-path "$static/pkgconfig" --scratch-path .build/dist --product chipcast

version=$(.build/dist/release/chipcast --version)
name=chipcast-$version-linux-x86_64
rm -rf ".build/dist/$name"
mkdir -p ".build/dist/$name/bin" dist
strip -o ".build/dist/$name/bin/chipcast" .build/dist/release/chipcast
cp -R Models Data LICENSE ".build/dist/$name"
cp "$static/libxlsxwriter.txt" ".build/dist/$name/LICENSE.libxlsxwriter"
# The same bytes from the same tree.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" -C .build/dist -cf - "$name" |
  gzip -9n > "dist/$name.tar.gz"
ls -l "dist/$name.tar.gz"
