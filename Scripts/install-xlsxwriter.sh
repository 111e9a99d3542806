#!/bin/sh
# Installs libxlsxwriter, which workbooks need, or says how to.
set -eu

manual() {
  echo "Workbooks need libxlsxwriter. $1" >&2
  exit 1
}

if command -v apt-get >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    as_root=""
  elif command -v sudo >/dev/null; then
    as_root="sudo"
  else
    manual "As root, run: apt-get install libxlsxwriter-dev pkg-config"
  fi
  echo "Installing libxlsxwriter-dev with apt-get." >&2
  $as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
    libxlsxwriter-dev pkg-config >/dev/null
elif command -v brew >/dev/null; then
  echo "Installing libxlsxwriter with brew." >&2
  brew install libxlsxwriter pkg-config
else
  manual "Install it and pkg-config with your system's package manager, then run make again."
fi
pkg-config --exists xlsxwriter || manual "pkg-config does not find it."
