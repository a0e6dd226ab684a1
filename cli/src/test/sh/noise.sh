#!/bin/bash
# `noise` as a user runs it: ended by kill -9 and taken up again. Run after `mvn verify`.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "noise.sh: $1" >&2; exit 1; }

echo "readout: {kind: charge, cell_sigma: 0.05, hold_capacitance_ff: 1, offset_sigma_mv: 5, stuck_at_0_rate: 0.01}" \
    >"$work/noisy.yaml"
noise=(./xnorsim noise --arch "$work/noisy.yaml" --chips 20 --images 8 --quiet --json)
lines() { if [ -e "$work/killed.csv" ]; then wc -l <"$work/killed.csv"; else echo 0; fi; }

"${noise[@]}" --threads 2 --out "$work/whole.csv" >"$work/whole.json"

# Killed once the file has a few chips more, twice; the launcher becomes Java, so it is the simulator that is killed.
kills=0
for threads in 1 2; do
    "${noise[@]}" --threads "$threads" --out "$work/killed.csv" >/dev/null &
    process=$!
    seen=$(lines)
    while kill -0 "$process" 2>/dev/null && [ "$(lines)" -lt $((seen + 4)) ]; do
        sleep 0.02
    done
    if kill -9 "$process" 2>/dev/null; then
        kills=$((kills + 1))
    fi
    wait "$process" 2>/dev/null || true
    [ "$(lines)" -lt 22 ] || fail "the run ended before it was killed"
done
[ "$kills" -eq 2 ] || fail "killed $kills times, expected 2"
"${noise[@]}" --threads 1 --out "$work/killed.csv" >"$work/killed.json"
cmp "$work/whole.csv" "$work/killed.csv" || fail "a run killed twice leaves another file"
cmp "$work/whole.json" "$work/killed.json" || fail "a run killed twice has another result"
echo "noise.sh: killed twice with kill -9, the same bytes"
