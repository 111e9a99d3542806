#!/bin/sh
# Fills a folder with what a program that needs nothing but libc is linked from: archives of GSL, libxlsxwriter, zlib
# and libstdc++, pkg-config files that name them, ICU's data trimmed, and the sources of GSL and libxlsxwriter.
#   archives.sh FOLDER
set -eu
static=$(realpath "$1")
cd "$(dirname "$0")/.."
mkdir -p "$static/pkgconfig" "$static/sources"

# A source package of Debian's.
source_of() {
  ls "$static/sources/$1"_*.dsc > /dev/null 2>&1 && return
  work=$static/apt
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
    cd "$static/sources"
    # shellcheck disable=SC2086 # words on purpose
    apt-get $lists -qq update
    # shellcheck disable=SC2086
    apt-get $lists -qq source --download-only "$1"
  )
}

# Debian ships no archive of libxlsxwriter: it is built from Debian's source.
xlsxwriter() {
  test -f "$static/libxlsxwriter.a" && return
  rm -rf "$static/xlsxwriter"
  mkdir "$static/xlsxwriter"
  tar xzf "$static"/sources/libxlsxwriter_*.orig.tar.gz -C "$static/xlsxwriter" --strip-components=1
  make -s -C "$static/xlsxwriter" third_party
  make -s -C "$static/xlsxwriter/src" libxlsxwriter.a
  cp "$static/xlsxwriter/src/libxlsxwriter.a" "$static"
}

gsl=$(pkg-config --modversion gsl)
source_of gsl
ls "$static/sources/gsl_$gsl"* > /dev/null 2>&1 ||
  { echo "GSL $gsl is installed, and its source is not that of Debian 12 ($(ls "$static/sources"))." >&2; exit 1; }
source_of libxlsxwriter
xlsxwriter
for archive in "$(pkg-config --variable=libdir gsl)/libgsl.a" "$(pkg-config --variable=libdir gsl)/libgslcblas.a" \
  "$(cc -print-file-name=libz.a)" "$(c++ -print-file-name=libstdc++.a)"; do
  test -f "$archive" || { echo "$archive is not there." >&2; exit 1; }
  ln -sf "$archive" "$static"
done

# Then Package.swift stays as it is. (pkg-config --static and -l:libgsl.a do not get through SwiftPM.)
cat > "$static/pkgconfig/gsl.pc" <<END
Name: gsl
Description: GNU Scientific Library, archives
Version: $gsl
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

swift=$(swiftc -static-stdlib -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')
ln -sfn "$swift/linux" "$static/swift"
Packaging/trim-icu.py "$static/swift/lib_FoundationICU.a" "$static/icu.o"
cc -O2 -Wall -Wextra -fPIC -c -o "$static/glibc.o" Packaging/glibc.c
