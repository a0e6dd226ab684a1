#!/bin/bash
# Studies as a user runs them: killed and taken up again, bad study files, and the page of results in a browser.
# Run after `mvn verify`; needs chromium, chromedriver and python3.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

fail() {
    echo "FAILED  $1"
    exit 1
}

cat >"$work/study.yaml" <<'YAML'
name: a study to be killed
images: 10
axes:
  - {linked: [rows, columns], values: [[32, 32], [64, 64], [128, 128], [256, 256]]}
  - {key: bus_width, values: [16, 32, 64]}
  - {key: gate, values: [xnor, ternary]}
objectives: [accuracy, energy_nj, area_mm2]
constraints: {accuracy: {min: 0.5}, cycles: {max: 100000}}
YAML

./xnorsim explore "$work/study.yaml" --out "$work/whole" --threads 2 --quiet >/dev/null

# Killed once the journal has a few points more, until nothing is left to kill.
kills=0
points=1
while :; do
    ./xnorsim explore "$work/study.yaml" --out "$work/killed" --threads 1 --quiet >/dev/null &
    process=$!
    while kill -0 "$process" 2>/dev/null &&
        [ "$(cat "$work/killed/journal.jsonl" 2>/dev/null | wc -l)" -lt $((points + 5)) ]; do
        sleep 0.02
    done
    points=$(cat "$work/killed/journal.jsonl" | wc -l)
    if [ "$kills" -lt 2 ] && kill -9 "$process" 2>/dev/null; then
        kills=$((kills + 1))
        wait "$process" || true
    else
        wait "$process"
        break
    fi
done 2>/dev/null
[ "$kills" -eq 2 ] || fail "the study ended before it was killed twice"
diff -r "$work/whole" "$work/killed" || fail "a study killed twice ends with other bytes"
echo "ok      killed twice with kill -9, the same bytes"

./xnorsim explore "$work/study.yaml" --set rows=64 --set columns=64 --set bus_width=32 --set gate=xnor |
    sed 's/"point":0/"point":8/' >"$work/line"
sed 's/,"check":"[0-9a-f]*"}$/}/' "$work/whole/journal.jsonl" | grep -qxFf "$work/line" ||
    fail "the point alone is another one than in the study"
echo "ok      a point by itself"

code=0
sed 's/bus_width/bus_wdth/' "$work/study.yaml" >"$work/bad.yaml"
./xnorsim explore "$work/bad.yaml" --out "$work/bad" 2>"$work/err" || code=$?
[ "$code" -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] &&
    grep -q "bad.yaml: axes\[1\]: key bus_wdth is unknown, did you mean key bus_width?" "$work/err" ||
    fail "a misspelt key: $(cat "$work/err")"
code=0
sed 's/images: 10/images: 9/' "$work/study.yaml" >"$work/other.yaml"
./xnorsim explore "$work/other.yaml" --out "$work/whole" 2>"$work/err" || code=$?
[ "$code" -eq 2 ] && grep -q "journal.jsonl: line 1: belongs to another study" "$work/err" ||
    fail "a journal of another study: $(cat "$work/err")"
echo "ok      bad studies are refused"

python3 "$root/explore/src/test/sh/report_test.py" "$work/whole/report.html" "${1:-$work/screenshots}"
