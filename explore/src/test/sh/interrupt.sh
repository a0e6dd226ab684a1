#!/bin/bash
# Studies that end before they are done: kill -9, TERM and INT at random moments, a full disk, a read-only folder, a
# closed standard output, and two runs on one folder. Whatever happened, the same command ends with the same bytes, and
# nothing half written is left. `interrupt.sh [TIMES [SEED]]`: so many times with each signal, 3 if nothing is said. Run
# after a build.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
times=${1:-3}
RANDOM=${2:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "interrupt.sh: $1" >&2; exit 1; }
explore() { ./xnorsim explore "$work/study.yaml" --quiet "$@"; }

cat >"$work/study.yaml" <<'YAML'
name: interrupted
images: 4
axes:
  - {linked: [rows, columns], values: [[32, 32], [64, 64], [128, 128]]}
  - {key: bus_width, values: [16, 32, 64, 128]}
YAML
begin=$(date +%s%N)
explore --out "$work/whole" --threads 2 >"$work/whole.txt"
span_ms=$((($(date +%s%N) - begin) / 1000000))

# Compares a folder of results with the whole one; also finds what should not be there.
same() {
    diff -r "$work/whole" "$1" >"$work/diff" || fail "$2: other files: $(head -n 3 "$work/diff" | cut -c1-200)"
}

for signal in KILL TERM INT; do
    for i in $(seq "$times"); do
        out=$work/$signal$i
        code=0
        # In a session of its own, as a shell keeps SIGINT from what it runs in the background.
        python3 - "$signal" "$((RANDOM % span_ms))" ./xnorsim explore "$work/study.yaml" --quiet --threads 1 \
            --out "$out" >/dev/null 2>"$work/err" <<'PY' || code=$?
import signal, subprocess, sys, time
process = subprocess.Popen(sys.argv[3:], restore_signals=True,
                           preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
try:
    sys.exit(process.wait(timeout=int(sys.argv[2]) / 1000))
except subprocess.TimeoutExpired:
    process.send_signal(getattr(signal, "SIG" + sys.argv[1]))
    code = process.wait()
    sys.exit(code if code >= 0 else 128 - code)
PY
        case $signal$code in
            KILL0 | KILL137 | TERM0 | TERM143 | INT0 | INT130) ;;
            *) fail "$signal: exit code $code: $(head -n 1 "$work/err")" ;;
        esac
        [ ! -s "$work/err" ] || fail "$signal: said $(head -n 1 "$work/err")"
        explore --out "$out" --threads 2 >/dev/null
        same "$out" "$signal"
    done
done
echo "ok      $times times each KILL, TERM and INT, the same bytes"

# Two at a time: one of them may be refused, both may end well.
explore --out "$work/two" --threads 1 >/dev/null 2>"$work/err1" &
one=$!
code=0
explore --out "$work/two" --threads 1 >/dev/null 2>"$work/err2" || code=$?
code1=0
wait "$one" || code1=$?
for err in "$code1 $work/err1" "$code $work/err2"; do
    case $err in
        0*) ;;
        2*) grep -q "another process is running this study" "${err#2 }" || fail "two runs: $(cat "${err#2 }")" ;;
        *) fail "two runs: exit code ${err%% *}" ;;
    esac
done
[ "$code1" -eq 0 ] || [ "$code" -eq 0 ] || fail "two runs: both were refused"
same "$work/two" "two runs"
echo "ok      two runs on one folder"

# A full disk, by the largest size of a file: what fits is kept.
for blocks in 1 4 12; do
    code=0
    (trap '' XFSZ; ulimit -f "$blocks"; explore --out "$work/full" --threads 1) >/dev/null 2>"$work/err" || code=$?
    [ "$code" -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] || fail "a full disk: exit code $code: $(cat "$work/err")"
done
explore --out "$work/full" --threads 1 >/dev/null
same "$work/full" "a full disk"
echo "ok      a full disk"

code=0
explore --out "$work/whole" >&- 2>"$work/err" || code=$?
[ "$code" -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] ||
    fail "standard output closed: exit code $code: $(cat "$work/err")"
if [ -e /dev/full ]; then
    code=0
    explore --out "$work/whole" >/dev/full 2>"$work/err" || code=$?
    [ "$code" -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] ||
        fail "standard output full: exit code $code: $(cat "$work/err")"
fi
echo "ok      standard output that takes nothing"
