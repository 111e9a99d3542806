#!/bin/sh
# dist/chipcast_VERSION_amd64.deb of the tree that Scripts/dist.sh lays.
#   deb.sh TREE VERSION
set -eu
tree=$(realpath "$1") version=$2
cd "$(dirname "$0")/.."
# Who made the commit that is packed answers for the package.
maintainer=${MAINTAINER:-$(git log -1 --format='%an <%ae>')}
date=$(date -u -R -d "@$SOURCE_DATE_EPOCH")
place=.build/dist/deb
rm -rf "$place"
share=$place/usr/share
doc=$share/doc/chipcast
mkdir -p "$place/DEBIAN" "$place/usr/bin" "$place/usr/lib" "$doc" "$share/chipcast" "$share/man/man1" \
  "$share/bash-completion/completions" "$share/zsh/vendor-completions"

cp "$tree/bin/chipcast" "$place/usr/bin"
cp -R "$tree/lib/chipcast" "$place/usr/lib"
cp -R "$tree/Models" "$tree/Data" "$share/chipcast"
cp -R "$tree/share/fish" "$share"
# It is read, not run.
sed '1{/^#!/d}' "$tree/share/bash-completion/completions/chipcast" > "$share/bash-completion/completions/chipcast"
cp "$tree/share/zsh/site-functions/_chipcast" "$share/zsh/vendor-completions"
gzip -9nc "$tree/share/man/man1/chipcast.1" > "$share/man/man1/chipcast.1.gz"
cp Packaging/copyright "$doc/copyright"
gzip -9nc CHANGELOG.md > "$doc/NEWS.md.gz"
printf 'chipcast (%s) unstable; urgency=medium\n\n  * What has changed stands in NEWS.md.gz.\n\n -- %s  %s\n' \
  "$version" "$maintainer" "$date" | gzip -9n > "$doc/changelog.gz"

# The newest symbol of the C library that anything inside asks for.
libc=$(Packaging/glibc-floor.sh "$tree/bin/chipcast" "$tree"/lib/chipcast/*)
cat > "$place/DEBIAN/control" <<END
Package: chipcast
Version: $version
Architecture: amd64
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$place" | cut -f1)
Depends: libc6 (>= $libc), libgcc-s1
Section: science
Priority: optional
Description: Forecasts of chip revenue under export controls
 chipcast answers, by one Monte Carlo model from policy to revenue to shares,
 how much revenue of export-controlled chips comes back from China, by when and
 with what probability, and what that does to the shares of Chinese chip makers.
 A scenario is one TOML file in which every assumption has its source; results
 are CSV files, a page and a workbook.
 .
 Scenarios to begin with are in /usr/share/chipcast/Models, facts, events and
 closes with their sources in /usr/share/chipcast/Data.
END
(cd "$place" && find usr -type f -print0 | sort -z | xargs -0 md5sum) > "$place/DEBIAN/md5sums"
chmod -R u=rwX,go=rX "$place"
chmod -x "$place"/usr/lib/chipcast/*.so
find "$place" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z9 --build "$place" "dist/chipcast_${version}_amd64.deb" > /dev/null
