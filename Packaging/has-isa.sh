#!/bin/sh
# Whether this processor has an instruction set, by the kernel's word: what the launcher says is under test.
#   has-isa.sh v1|v3|v4
set -eu
case $1 in
  v1) flags= ;;
  v3) flags="avx2 fma bmi2 movbe f16c" ;;
  v4) flags="avx512f avx512bw avx512cd avx512dq avx512vl" ;;
  *) exit 2 ;;
esac
for flag in $flags; do grep -qw "$flag" /proc/cpuinfo || exit 1; done
