#!/bin/bash
# The same study on this machine's threads and on a Spark cluster of a master and two workers on loopback, one of which
# is killed while the study runs; all files of results must be the same bytes. Takes a minute or two and downloads Spark
# (about 220 MB) the first time; not part of .ci/run.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
home=$PWD
jdk=$(build/find-jdk25)
work=$home/explore-spark/target/cluster
export SPARK_HOME=$home/explore-spark/target/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.13 JAVA_HOME=$jdk
points=${1:-24}
images=${2:-20}

./xnorsim info >/dev/null
JAVA_HOME=$jdk mvn -q -B -Pspark -pl explore-spark -am -Dmaven.test.skip=true -Dspotless.check.skip=true package

rm -rf "$work"
mkdir -p "$work" "$SPARK_HOME/bin"
processes=()
trap 'for p in "${processes[@]}"; do kill -9 "$p" 2>/dev/null || true; done' EXIT

cat >"$work/study.yaml" <<YAML
name: cluster
model: $home/models/fashion-mnist/model.npz
data: $home/models/fashion-mnist
images: $images
axes:
  - {key: rows, values: [32, 64, 128, 256]}
  - {key: columns, values: [64, 96, 128, 192, 256, 512]}
strategy: {random: {points: $points, seed: 1}}
objectives: [accuracy, energy_nj, area_mm2]
YAML

seconds() { date +%s; }

begin=$(seconds)
./xnorsim explore "$work/study.yaml" --out "$work/local" --quiet >"$work/local.log"
echo "local, $(nproc) threads: $points points in $(($(seconds) - begin)) s"

cp="$SPARK_HOME/jars/*"
options=(-Xmx512m -Djava.net.preferIPv4Stack=true)
start() {
    local log=$1
    shift
    "$jdk/bin/java" "${options[@]}" -cp "$cp" "$@" >"$work/$log.log" 2>&1 &
    processes+=($!)
}
await() { # file, text
    for _ in $(seq 120); do
        grep -q "$2" "$1" 2>/dev/null && return
        sleep 0.5
    done
    echo "$1 does not say '$2'" >&2
    exit 1
}

start master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 0
await "$work/master.log" "New state: ALIVE"
for w in 1 2; do
    start worker$w org.apache.spark.deploy.worker.Worker --cores 1 --memory 1g --webui-port 0 \
        --work-dir "$work/work$w" spark://127.0.0.1:17077
    await "$work/worker$w.log" "Successfully registered"
done
victim=${processes[2]}

begin=$(seconds)
"$jdk/bin/java" -cp "$cp" org.apache.spark.deploy.SparkSubmit --master spark://127.0.0.1:17077 \
    --class xnorsim.explore.spark.SparkStudy --conf spark.ui.enabled=false \
    --conf spark.executor.memory=700m --conf spark.executor.cores=1 \
    "$home/explore-spark/target/explore-spark-0.1.0-submit.jar" "$work/study.yaml" "$work/spark" \
    >"$work/submit.log" 2>&1 &
submit=$!
processes+=("$submit")

# A worker and what it runs are killed when a few points are done.
for _ in $(seq 240); do
    done=0
    [ ! -f "$work/spark/journal.jsonl" ] || done=$(wc -l <"$work/spark/journal.jsonl")
    [ "$done" -lt 6 ] || break
    kill -0 "$submit" 2>/dev/null || break
    sleep 0.2
done
[ "$done" -ge 6 ] && [ "$done" -lt "$points" ] ||
    { echo "no moment in mid-study to kill a worker: $done lines" >&2; exit 1; }
children=$(ps -o pid= --ppid "$victim")
# shellcheck disable=SC2086
kill -9 "$victim" $children
wait "$victim" 2>/dev/null || true
echo "killed worker 1 and its executor with $((done - 1)) of $points points done"

wait "$submit" || { tail -n 20 "$work/submit.log" >&2; exit 1; }
echo "spark, two workers of one core, one killed: $points points in $(($(seconds) - begin)) s"

diff -r "$work/local" "$work/spark"
grep -q "Lost executor\|Executor lost\|ExecutorLost\|Worker lost\|worker lost" "$work/submit.log" ||
    { echo "Spark noticed no loss" >&2; exit 1; }
echo "all files are the same bytes: $(cd "$work/spark" && echo *)"
