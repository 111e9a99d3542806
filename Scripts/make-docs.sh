#!/bin/sh
# Documentation of the libraries as HTML in .build/docs, by the docc of the Swift toolchain.
#
# Chosen instead of swift-docc-plugin, which every user of the package would have to resolve.
set -eu
cd "$(dirname "$0")/.."

docc=$(command -v docc || xcrun --find docc 2>/dev/null) || {
  echo "make docs needs docc, which comes with the Swift toolchain." >&2
  exit 1
}
# What the tests are built with, so that nothing is built twice.
swift package ${TRAITS:-} dump-symbol-graph --minimum-access-level public --skip-synthesized-members >/dev/null
graphs=$(swift build --show-bin-path)/../symbolgraph
place=.build/docs
rm -rf "$place" && mkdir -p "$place/parts"

for module in Sampling Simulation EventStudy; do
  part=$place/parts/$module
  mkdir -p "$part.graphs"
  cp "$graphs/$module.symbols.json" "$graphs/$module@"*.symbols.json "$part.graphs" 2>/dev/null || true
  "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$part.graphs" \
    --fallback-display-name "$module" --fallback-bundle-identifier "chipcast.$module" \
    --warnings-as-errors --output-path "$part.doccarchive"
done
"$docc" merge "$place"/parts/*.doccarchive --synthesized-landing-page-name chipcast \
  --output-path "$place/html"
rm -rf "$place/parts"
echo "The documentation is in $place/html; to read it: python3 -m http.server -d $place/html 8000, then http://localhost:8000/documentation"
