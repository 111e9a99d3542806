#!/bin/sh
# Runs on Dask workers that each have a network of their own: namespaces joined by a bridge, as four machines and a
# switch. Needs root, ip (iproute2), and a Python with the package and distributed: that of `make test-python`.
#   test-dask-netns.sh [PYTHON [PROGRAM]]
set -eu
cd "$(dirname "$0")/.."
python=$(realpath --no-symlinks "${1:-.build/python/venv/bin/python}")
if [ $# -gt 1 ]; then
  CHIPCAST_PROGRAM=$(realpath "$2")
  export CHIPCAST_PROGRAM
fi
prefix=chipcast$$
clean() {
  for name in 0 1 2 3 4; do
    ip netns pids "$prefix-$name" 2>/dev/null | xargs -r kill -9 || true
    ip netns del "$prefix-$name" 2>/dev/null || true
  done
}
trap clean EXIT INT TERM
for name in 0 1 2 3 4; do
  ip netns add "$prefix-$name"
  ip -n "$prefix-$name" link set lo up
done
ip -n "$prefix-0" link add br0 type bridge
ip -n "$prefix-0" address add 10.213.0.1/24 dev br0
ip -n "$prefix-0" link set br0 up
for name in 1 2 3 4; do
  ip -n "$prefix-0" link add "v$name" type veth peer name eth0 netns "$prefix-$name"
  ip -n "$prefix-0" link set "v$name" master br0
  ip -n "$prefix-0" link set "v$name" up
  ip -n "$prefix-$name" address add "10.213.0.1$name/24" dev eth0
  ip -n "$prefix-$name" link set eth0 up
done
ip netns exec "$prefix-0" "$python" Python/tests/dask_in_namespaces.py "$prefix"
