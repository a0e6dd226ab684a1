#!/bin/sh
# Compares the emitted SystemVerilog with the event simulation in Icarus and Verilator, and synthesizes it with Yosys.
#
#   rtl/check.sh [CONFIGURATIONS [SEED]]      12 and 1 unless given
#
# Tools that are missing are installed with apt-get; so it needs root, or sudo, on Debian or Ubuntu.
set -eu

missing=
for tool in iverilog verilator yosys g++ make; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
if [ -n "$missing" ]; then
    echo "rtl/check.sh: installing:$missing" | sed 's/ g++/ g++ (a C++20 compiler)/'
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    # The names of the packages are those of the tools.
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
iverilog -V 2>/dev/null | sed -n 1p
verilator --version
yosys -V

cd "$(dirname "$0")/.."
# Of the modules below, what plain `mvn verify` has already tested is only built.
exec mvn -q -B -Prtl -pl rtl -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false \
    -Drtl.configurations="${1:-12}" -Drtl.seed="${2:-1}"
