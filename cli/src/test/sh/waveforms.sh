#!/bin/bash
# Opens waveforms of `macro` and `run` with GTKWave, without a screen, and compares every value with the results of the
# same run and with a reading of the text. Run after `mvn verify`; needs gtkwave, xvfb and Python with NumPy.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
here=$PWD/cli/src/test/sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work # no settings of the user's
sample=examples/macro
macro=(./xnorsim macro --arch "$sample/arch.yaml" --weights "$sample/weights.npy" --mean "$sample/mean.npy"
    --threshold "$sample/threshold.npy" --spikes "$sample/spikes.npy")

# gtkwave SCRIPT "TIMES" FILE: what a script prints, without a word of complaint from GTKWave.
values() {
    TIMES=$2 timeout 300 xvfb-run -a gtkwave --nomenus -S "$here/$1" "$3" >"$work/said" 2>&1 || true
    if grep -E "Near byte|backtracking|Unknown VCD|Could not|error" "$work/said"; then
        echo "GTKWave complains about $3"
        exit 1
    fi
    grep -q "^VALUE end" "$work/said" || { echo "GTKWave did not read $3:"; cat "$work/said"; exit 1; }
    grep "^VALUE [0-9]" "$work/said" | cut -d' ' -f2- >"$3.values"
}

# times FIRST STEP LAST
times() { seq -s ' ' "$1" "$2" "$3"; }

"${macro[@]}" --vcd "$work/macro.vcd" --out "$work/macro.npz" 2>/dev/null >/dev/null
"${macro[@]}" --vcd "$work/macro.vcd.gz" 2>/dev/null >/dev/null
"${macro[@]}" --vcd "$work/window.vcd" --vcd-rows 1,6 --trace-when "membrane row1 below -100" --trace-before 7 \
    --trace-after 30 2>/dev/null >/dev/null
./xnorsim run --images 1 --no-compare --vcd "$work/chip.vcd" --vcd-layer 1,conv3 --vcd-tile all --vcd-rows 0,31 \
    --vcd-window 7000:7400 >/dev/null 2>&1
first=$(sed -n 's/^#//p' "$work/window.vcd" | head -n 1)
last=$(sed -n 's/^#//p' "$work/window.vcd" | tail -n 1)

values gtkwave.tcl "$(times 0 1000 516000)" "$work/macro.vcd"
values gtkwave.tcl "$(times 0 1000 516000)" "$work/macro.vcd.gz"
values gtkwave.tcl "$(times "$first" 1000 "$last")" "$work/window.vcd"
values gtkwave.tcl "$(times 14000000 1000 14799000)" "$work/chip.vcd"
values gtkwave-view.tcl "$(times 0 2000 516000)" "$work/macro.gtkw"
python3 "$here/waveforms.py" "$work"
