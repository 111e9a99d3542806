#!/bin/sh
# The .deb in a Debian 12 of nothing but what is essential: installed, run by somebody who is not root, with the tables
# of a source build, and removed without a trace. Says so where it cannot be tested: that needs root and mmdebstrap.
#   test-deb.sh DEB TABLES
set -eu
deb=$(realpath "$1") tables=$(realpath "$2")
cd "$(dirname "$0")/.."
fail() {
  echo "test-deb: $1" >&2
  exit 1
}

if command -v lintian > /dev/null; then
  lintian --fail-on error,warning "$deb" || fail "lintian complains"
else
  echo "test-deb: no lintian here: the package was not checked by it"
fi
if test "$(id -u)" != 0 || ! command -v mmdebstrap > /dev/null; then
  echo "test-deb: not root or no mmdebstrap (apt-get install mmdebstrap): the package was not installed"
  exit 0
fi

# Kept, as it takes a minute; `make clean` throws it away.
base=$PWD/.build/bookworm.tar
test -f "$base" || mmdebstrap --quiet --variant=minbase bookworm "$base" \
  "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
system=$place/system
mkdir "$system"
tar xf "$base" -C "$system"
chmod 755 "$place" "$system"
cp "$deb" "$system/chipcast.deb"
cp -R "$tables" "$system/tables"
chmod -R go+rX "$system/tables" "$system/chipcast.deb"

cat > "$system/within.sh" <<'END'
set -eu
export LC_ALL=C.UTF-8
everything() { find / -xdev \( -path /proc -o -path /var/lib/dpkg -o -path /var/log \) -prune -o -print | sort; }
everything > /var/log/before
dpkg -i /chipcast.deb > /dev/null
test -z "$(dpkg -V chipcast)"
dpkg -s chipcast | grep -E '^(Depends|Installed-Size)'
cat > /as-user.sh <<'USER'
set -eu
cd "$(mktemp -d)"
chipcast run /usr/share/chipcast/Models/h20-b30-2025-07.toml --trials 20k --quiet
# Tables name the scenario as it was named to the program.
for file in /tables/*.csv; do
  sed 's,/usr/share/chipcast/,,' "out/h20-b30-2025-07/$(basename "$file")" | cmp - "$file"
done
chipcast workbook out/h20-b30-2025-07
# Time zones come from the program's own data where the system has none.
data=/usr/share/chipcast/Data
chipcast event-study $data/events.csv --closes $data/closes --quiet --placebo 0 --out "out/$1"
rm -rf "/tmp/$1"
mv "out/$1" "/tmp/$1"
USER
chmod 1777 /tmp
setpriv --reuid=65534 --regid=65534 --clear-groups sh /as-user.sh zones
mv /usr/share/zoneinfo /usr/share/zoneinfo.away
setpriv --reuid=65534 --regid=65534 --clear-groups sh /as-user.sh no-zones
mv /usr/share/zoneinfo.away /usr/share/zoneinfo
for file in /tmp/zones/*.csv; do cmp "$file" "/tmp/no-zones/$(basename "$file")"; done
rm -rf /tmp/* /as-user.sh
dpkg --purge chipcast > /dev/null
everything > /var/log/after
diff -u /var/log/before /var/log/after
END
# shellcheck disable=SC2016 # $1 is the inner shell's
unshare -m sh -eu -c 'mount -t proc proc "$1/proc"
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$1" /bin/sh /within.sh' within "$system" ||
  fail "installed, run or removed with a fault"
echo "test-deb: installed in Debian 12, run and removed: the tables are those of the source build"
