#!/bin/sh
# Measures what an analog readout costs the simulation of the bundled network, ideal and analog in turn, part by part.
#
# usage: benchmarks/noise.sh [images]     images per round and readout, 20 unless told
#
# Needs a JDK 25 and Maven as the build does. Exit codes: 0 ok, 1 all parts together are more than five times slower
# than the ideal readout, 2 set-up.
set -u

home=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P) || exit 2
jdk=$("$home/build/find-jdk25") ||
    { echo "noise.sh: no JDK 25 found; point JAVA_HOME or JAVA25_HOME at one" >&2; exit 2; }
cd "$home" || exit 2
JAVA_HOME=$jdk mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package \
    </dev/null >&2 || exit 2
for jar in "$home"/benchmarks/target/benchmarks*.jar; do :; done
"$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$jar" xnorsim.benchmarks.NoiseTiming \
    "$home/models/fashion-mnist" "${1:-20}" 2>/dev/null
