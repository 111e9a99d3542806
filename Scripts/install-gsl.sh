#!/bin/sh
# Installs the GNU Scientific Library and pkg-config where they are missing, or says how to.
set -eu

manual() {
  echo "chipcast needs the GNU Scientific Library (2.7 or newer) and pkg-config." >&2
  echo "$1" >&2
  exit 1
}

if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null; then
    as_root="sudo"
  else
    manual "As root, run: apt-get install libgsl-dev pkg-config"
  fi
  echo "Installing libgsl-dev and pkg-config with apt-get." >&2
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
    libgsl-dev pkg-config >/dev/null
elif command -v brew >/dev/null; then
  echo "Installing gsl and pkg-config with brew." >&2
  brew install gsl pkg-config
else
  manual "Install both with your system's package manager (dnf: gsl-devel pkgconf; pacman: gsl pkgconf), then run make again."
fi
pkg-config --exists 'gsl >= 2.7' || manual "The installed GSL is older than 2.7."
