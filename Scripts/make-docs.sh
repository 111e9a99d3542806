#!/bin/sh
# Documentation of the libraries as HTML in .build/docs/html, by the docc of the Swift toolchain.
#
# Chosen instead of swift-docc-plugin, which every user of the package would have to resolve, and of
# `swift package dump-symbol-graph`, which fails where tests have not been built.
set -eu
cd "$(dirname "$0")/.."

tool() {
  command -v "$1" || xcrun --find "$1" 2>/dev/null || {
    echo "make docs needs $1, which comes with the Swift toolchain." >&2
    exit 1
  }
}
docc=$(tool docc)
extract=$(tool swift-symbolgraph-extract)
target=$(swift -print-target-info | sed -n 's/.*"triple": "\(.*\)".*/\1/p' | head -n 1)
sdk=$(xcrun --show-sdk-path 2>/dev/null || true)
# As the tests are built, so that nothing is built twice.
# shellcheck disable=SC2086
modules=$(swift build ${BUILT:-} --show-bin-path)/Modules
place=.build/docs
rm -rf "$place"
# What rooms in C are called.
maps=
for map in Sources/*/module.modulemap; do maps="$maps -Xcc -fmodule-map-file=$map"; done

for module in Sampling Simulation EventStudy; do
  part=$place/parts/$module
  mkdir -p "$part.graphs"
  # shellcheck disable=SC2086
  swift build ${BUILT:-} --target "$module" >&2
  # shellcheck disable=SC2086
  "$extract" -module-name "$module" -target "$target" ${sdk:+-sdk "$sdk"} -I "$modules" \
    $maps -minimum-access-level public \
    -skip-synthesized-members -output-dir "$part.graphs"
  "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$part.graphs" \
    --fallback-display-name "$module" --fallback-bundle-identifier "chipcast.$module" \
    --warnings-as-errors --output-path "$part.doccarchive"
done
"$docc" merge "$place"/parts/*.doccarchive --synthesized-landing-page-name chipcast \
  --output-path "$place/html"
rm -rf "$place/parts"
echo "The documentation is in $place/html; to read it: python3 -m http.server -d $place/html 8000, then http://localhost:8000/documentation"
