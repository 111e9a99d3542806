#!/bin/sh
# Installs packages with the system's package manager, or says how to.
#   install-packages.sh WHAT-NEEDS-THEM DEBIAN-PACKAGES HOMEBREW-PACKAGES
set -eu
need=$1 debian=$2 brew=$3

manual() {
  echo "$need $1" >&2
  exit 1
}

if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null; then
    as_root="sudo"
  else
    manual "As root, run: apt-get install $debian"
  fi
  echo "Installing $debian with apt-get." >&2
  $as_root apt-get update -qq
  # Names are split into words on purpose, here and below.
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $debian >/dev/null
elif command -v brew >/dev/null; then
  echo "Installing $brew with brew." >&2
  brew install $brew
else
  manual "Install what your system calls $debian with its package manager, then run make again."
fi
