#!/bin/bash
# Records what the commands compute, so that a change of the code's shape can be held against it.
#
#   build/baseline.sh record FOLDER     runs the commands of this checkout, files into FOLDER (new or empty)
#   build/baseline.sh compare OLD NEW   every file of OLD is in NEW with the same bytes; JSON objects have the same
#                                       values for the keys that OLD has, but for times
#
# What is recorded: `run --json` of the three bundled models; waveforms of `macro` and `run`; the points of a study;
# `noise`, `attribute` and `margin`; certificates; SystemVerilog and NIR; a schedule and costs. Takes a few minutes.
# Needs python3 with numpy, for inputs and to compare.
set -euo pipefail

home=$(cd "$(dirname "$0")/.." && pwd)
usage() { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }

compare() {
    python3 - "$1" "$2" <<'PYTHON'
import gzip, json, pathlib, sys

TIMES = {"wall_seconds", "simulation_seconds", "images_per_second", "threads", "kernel", "xnorsim", "java", "folder",
         "file", "model", "files"}


def differences(old, new, at):
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if key in TIMES:
                continue
            if key not in new:
                yield f"{at}.{key} is gone"
            else:
                yield from differences(value, new[key], f"{at}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, (a, b) in enumerate(zip(old, new)):
            yield from differences(a, b, f"{at}[{i}]")
    elif old != new:
        yield f"{at} was {str(old)[:80]}, is {str(new)[:80]}"


def content(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


old, new = map(pathlib.Path, sys.argv[1:])
files = sorted(p for p in old.rglob("*") if p.is_file())
wrong = 0
for file in files:
    name = file.relative_to(old)
    other = new / name
    if not other.is_file():
        found = ["is missing"]
    elif file.suffix == ".json":
        found = list(differences(json.loads(file.read_text()), json.loads(other.read_text()), ""))
    else:
        found = [] if content(file) == content(other) else ["has other bytes"]
    for text in found[:5]:
        print(f"{name}: {text}")
    wrong += bool(found)
print(f"{len(files)} files compared, {wrong} differ")
sys.exit(1 if wrong or not files else 0)
PYTHON
}

record() {
    mkdir -p "$1"
    [ -z "$(ls -A "$1")" ] || { echo "baseline: $1 is not empty" >&2; exit 2; }
    cd "$1"
    python3 - <<'PYTHON'
import hashlib, pathlib
import numpy

random = numpy.random.default_rng(7)
work = pathlib.Path("inputs")
work.mkdir()
for name, rows, columns, slots in (("plain", 20, 70, 1), ("slots", 9, 130, 2)):
    folder = work / name
    folder.mkdir()
    numpy.save(folder / "weights.npy", random.integers(0, 2, (rows, columns), dtype=numpy.uint8))
    numpy.save(folder / "mean.npy", random.normal(0, 2, rows))
    numpy.save(folder / "threshold.npy", random.uniform(2, 9, rows))
    numpy.save(folder / "spikes.npy", (random.random((3, 5, slots, columns)) < 0.3).astype(numpy.uint8))
cifar = work / "cifar"
cifar.mkdir()
records = b"".join(bytes([0, i]) + random.integers(0, 256, 3072, dtype=numpy.uint8).tobytes() for i in range(4))
(cifar / "test.bin").write_bytes(records)
(cifar / "SHA256SUMS").write_text(hashlib.sha256(records).hexdigest() + "  test.bin\n")
PYTHON
    xnorsim() { "$home/xnorsim" "$@" --quiet; }
    # Exit code 1 says that something differs: an analog readout's spikes from the reference, a waveform from another.
    may_differ() { "$@" || [ $? -eq 1 ]; }
    arch() { printf '%s\n' "${@:2}" > "inputs/$1.yaml"; }
    readout='readout: {kind: charge, hold_capacitance_ff: 2, cell_sigma: 0.03, offset_sigma_mv: 3'
    readout="$readout, leak_resistance_gohm: 1}"
    arch plain 'rows: 20' 'columns: 70' 'time_steps: 5'
    arch double 'rows: 20' 'columns: 70' 'time_steps: 5' 'double_buffered: true' 'eval_cycles: 2'
    arch slots 'rows: 9' 'columns: 130' 'time_steps: 5' 'residual: true'
    arch analog 'rows: 9' 'columns: 130' 'time_steps: 5' 'residual: true' "$readout"
    arch chip-analog "$readout"
    arch chip-double 'double_buffered: true' 'pipelining: layer' 'rows: 48' 'columns: 96'
    arch chip-events 'loading: events' 'skip_silent: true' 'replicas: 2'
    arch chip-auto 'fraction_bits: auto'

    for model in fashion-mnist fashion-mnist-direct; do
        xnorsim run "$home/models/$model" --data "$home/models/fashion-mnist" --images 60 --json > "run-$model.json"
    done
    xnorsim run "$home/models/cifar-100-quarter" --data inputs/cifar --images 4 --json > run-cifar-100-quarter.json
    xnorsim run --images 20 --arch inputs/chip-events.yaml --stream --json > run-events.json
    xnorsim run --images 20 --arch inputs/chip-auto.yaml --json > run-auto.json
    may_differ xnorsim run --images 20 --arch inputs/chip-analog.yaml --json > run-analog.json
    xnorsim run --images 5 --save saved --every-step > /dev/null

    macro() {
        folder=inputs/$1; arch=inputs/$2.yaml; shift 2
        may_differ xnorsim macro --arch "$arch" --weights $folder/weights.npy --mean $folder/mean.npy \
            --threshold $folder/threshold.npy --spikes $folder/spikes.npy "$@" > /dev/null
    }
    macro plain plain --vcd macro-ideal.vcd --out macro-ideal.npz
    macro slots analog --vcd macro-analog.vcd --out macro-analog.npz
    macro plain double --vcd macro-double.vcd
    macro slots slots --vcd macro-rows.vcd --vcd-rows 0,3-5 --vcd-signals pop,membrane,spike
    macro plain plain --vcd macro-window.vcd --vcd-window 20:90
    macro slots slots --vcd macro-trigger.vcd --trace-when 'spike row3' --trace-before 10 --trace-after 30
    macro slots slots --vcd macro-packed.vcd.gz
    xnorsim run --images 2 --arch inputs/chip-double.yaml --vcd run-double.vcd --vcd-layer conv2 --vcd-rows 0-3 \
        --vcd-window 0:20000 > /dev/null
    may_differ xnorsim run --images 1 --arch inputs/chip-analog.yaml --vcd run-analog.vcd --vcd-layer conv3 \
        --vcd-rows 5 --vcd-window 0:20000 > /dev/null
    xnorsim run --images 1 --vcd run-trigger.vcd.gz --vcd-layer all --vcd-rows 1 --trace-when 'spike row1' \
        --trace-after 200 --handshakes handshakes.vcd > /dev/null

    cat > inputs/study.yaml <<STUDY
name: baseline
images: 20
technology: 65nm-charge
architecture: {readout: {kind: charge, supply_v: 0.85, cell_sigma: 0.02}}
axes:
  - {linked: [rows, columns], values: [[64, 64], [128, 128]]}
  - {key: pipelining, values: [none, layer]}
  - {key: readout.hold_capacitance_ff, values: [2, 50]}
objectives: [accuracy, energy_nj, time_us]
STUDY
    xnorsim explore inputs/study.yaml --out study > /dev/null
    find study -type f ! -name points.csv -delete
    xnorsim noise --arch inputs/chip-analog.yaml --chips 3 --images 10 --json > noise.json
    xnorsim attribute --arch inputs/chip-analog.yaml --images 2 --json > attribute.json
    may_differ xnorsim margin "$home/models/fashion-mnist" --arch inputs/chip-analog.yaml --images 1 --json \
        > margin.json
    xnorsim map --arch inputs/chip-double.yaml --images 3 --json > map.json
    xnorsim cost --images 5 --json > cost.json
    xnorsim certify "$home/models/fashion-mnist" --out fashion-mnist.certificate.json > /dev/null
    xnorsim rtl --arch inputs/slots.yaml --weights inputs/slots/weights.npy --mean inputs/slots/mean.npy \
        --threshold inputs/slots/threshold.npy --spikes inputs/slots/spikes.npy --out rtl > /dev/null
    xnorsim export "$home/models/fashion-mnist" -o fashion-mnist.nir > /dev/null
    xnorsim import fashion-mnist.nir -o imported.npz --time-steps 8 --json > import.json
    find . -type f | wc -l
}

case "${1:-} $#" in
    "record 2") record "$2" ;;
    "compare 3") compare "$(cd "$2" && pwd)" "$(cd "$3" && pwd)" ;;
    *) usage ;;
esac
