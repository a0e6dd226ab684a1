#!/bin/sh
# Compares the readout's voltages with those of the same circuit in ngspice: sample, hold, add. The table is in
# analog/target/spice/report.txt, the netlists beside it.
#
# Installs ngspice with apt-get if it is missing; so it needs root, or sudo, on Debian or Ubuntu.
set -eu

if ! command -v ngspice >/dev/null 2>&1; then
    echo "analog/spice.sh: installing ngspice"
    sudo=
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ngspice >/dev/null
fi

cd "$(dirname "$0")/.."
# Of the modules below, what plain `mvn verify` has already tested is only built.
mvn -q -B -Pspice -pl analog -am verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
cat analog/target/spice/report.txt
