#!/bin/sh
# Time of a training step: xnorsim train and the same step in PyTorch, one thread each, in turn.
#
# usage: benchmarks/training.sh [ROUNDS]      3 rounds unless told; prints milliseconds an image and the ratio
#
# Needs what the launcher needs and Python with PyTorch and NumPy (Debian: python3-torch). Random images, batches of 50,
# the bundled network; the first 40 steps warm up, the next 40 are timed.
set -eu

home=$(CDPATH='' cd -- "$(dirname "$0")/.." && pwd -P)
python=/usr/bin/python3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Both sides keep large blocks instead of giving them back to the system at each step, as the launcher does.
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
large_blocks=glibc.malloc.mmap_threshold=4000000000:glibc.malloc.trim_threshold=8000000000
export GLIBC_TUNABLES=$large_blocks:glibc.malloc.top_pad=268435456
"$python" "$home/benchmarks/native/train_torch.py" data "$work" 2000
round=0
while [ "$round" -lt "${1:-3}" ]; do
    round=$((round + 1))
    # Two epochs of 40 steps: the second row of the curve has the seconds of the second one.
    "$home/xnorsim" train --data "$work" --out "$work/model.npz" --images 2000 --epochs 2 --batch 50 --set held_out=0 \
        --checkpoint-minutes 60 >"$work/log" 2>&1
    java=$(awk -F, 'NR == 3 { print $5 * 1000 / 2000 }' "$work/model.csv")
    torch=$("$python" "$home/benchmarks/native/train_torch.py" time "$work" 40)
    awk -v j="$java" -v t="$torch" -v r="$round" \
        'BEGIN { printf "round %d: xnorsim %.2f ms, PyTorch %.2f ms an image, ratio %.2f\n", r, j, t, j / t }'
done
