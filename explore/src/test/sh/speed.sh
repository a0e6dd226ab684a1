#!/bin/bash
# How many points of 100 images a study simulates in a minute, on one core: the bundled network, 24 architectures.
# Run after a build; prints the rate, start-up and report included.
set -euo pipefail
cd "$(dirname "$0")/../../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/study.yaml" <<'YAML'
images: 100
axes:
  - {linked: [rows, columns], values: [[64, 64], [128, 128], [256, 256]]}
  - {key: bus_width, values: [16, 32, 64, 128]}
  - {key: double_buffered, values: [false, true]}
YAML
./xnorsim --version >/dev/null
begin=$(date +%s%N)
TIMEFORMAT='%U %S'
cpu=$({ time taskset -c 0 ./xnorsim explore "$work/study.yaml" --out "$work/out" --threads 1 --quiet >/dev/null; } 2>&1)
end=$(date +%s%N)
awk -v begin="$begin" -v end="$end" -v cpu="$cpu" 'BEGIN {
    split(cpu, used, " ")
    printf "24 points: %.0f points a minute by the clock, %.0f by the processor time of one core\n",
        24 * 60e9 / (end - begin), 24 * 60 / (used[1] + used[2]) }'
