#!/bin/sh
# Prints the table of docs/timing.md that shows what pipelining and replicas buy; every row is predicted and simulated.
#
# usage: benchmarks/timing.sh
#
# Needs a JDK 25 and Maven as the build does. Exit codes: 0 ok, 1 prediction and simulation differ, 2 set-up.
set -u

home=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P) || exit 2
jdk=$("$home/build/find-jdk25") ||
    { echo "timing.sh: no JDK 25 found; point JAVA_HOME or JAVA25_HOME at one" >&2; exit 2; }
cd "$home" || exit 2
JAVA_HOME=$jdk mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl benchmarks -am package \
    </dev/null >&2 || exit 2
for jar in "$home"/benchmarks/target/benchmarks*.jar; do :; done
"$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$jar" xnorsim.benchmarks.Vgg11Timing 2>/dev/null
