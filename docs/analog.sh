#!/bin/bash
# Makes the figures of docs/analog.md: accuracy of the bundled network against capacitor, converter bits, mismatch and
# stuck cells, mean over chips with its 95 % interval.
#
#   docs/analog.sh [CHIPS [IMAGES [FOLDER]]]      8, 50 and docs unless given; takes some minutes
set -euo pipefail

cd "$(dirname "$0")/.."
chips=${1:-8}
images=${2:-50}
folder=${3:-docs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One point: figure, value, and what differs from a chip that is a good one.
point() {
    local figure=$1 value=$2
    shift 2
    declare -A keys=([hold_capacitance_ff]=100 [leak_resistance_gohm]=10 [cell_sigma]=0.01
        [offset_sigma_mv]=2 [calibration_step_mv]=0.5)
    local setting
    for setting in "$@"; do
        keys[${setting%%=*}]=${setting#*=}
    done
    {
        echo "readout:"
        echo "  kind: charge"
        for setting in "${!keys[@]}"; do
            echo "  $setting: ${keys[$setting]}"
        done
    } >"$work/arch.yaml"
    printf '%s %s ' "$figure" "$value" >>"$work/points"
    "${XNORSIM:-./xnorsim}" noise --arch "$work/arch.yaml" --chips "$chips" --images "$images" --json --quiet \
        >>"$work/points"
    tail -n 1 "$work/points" | cut -c 1-120
}

for ff in 0.03 0.1 0.3 1 3 100; do point capacitor "$ff" "hold_capacitance_ff=$ff"; done
for bits in 4 5 6 7 8 9; do point bits "$bits" "converter_bits=$bits"; done
for sigma in 0.01 0.03 0.1 0.2 0.4; do point mismatch "$sigma" "cell_sigma=$sigma"; done
for half in 0.0005 0.0015 0.005 0.015 0.05; do
    point stuck "$half" "stuck_at_0_rate=$half" "stuck_at_1_rate=$half"
done

classes=$(tr ':' '\n' <cli/target/simulator.classpath | sed 's|^|cli/target/|' | tr '\n' ':')
"$(build/find-jdk25)/bin/java" -Djava.awt.headless=true -cp "$classes" docs/AnalogFigures.java "$work/points" "$folder"
