#!/bin/bash
# The examples of examples/python, as a user runs them: needs NumPy, h5py for the second one and PyTorch for the third.
set -euo pipefail

cd "$(dirname "$0")/../../../.."
examples=$PWD/examples/python
xnorsim=$PWD/xnorsim
here=$PWD/cli/src/test/sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 "$examples/spikes.py" write tiny.npz spikes.npy
"$xnorsim" run tiny.npz --inputs spikes.npy --save results
python3 "$examples/spikes.py" read tiny.npz spikes.npy results

python3 "$examples/nir_file.py" net.nir
"$xnorsim" import net.nir --reset soft --time-steps 6 -o net.npz
"$xnorsim" run net.npz --inputs spikes.npy --save imported
"$xnorsim" export net.npz -o again.nir
python3 - <<'PYTHON'
import h5py
with h5py.File("again.nir") as file:
    assert file["node/type"][()] == b"NIRGraph"
    assert file["node/nodes/if1/type"][()] == b"IF"
PYTHON
python3 "$here/nir.py" "$xnorsim" "$work"
OMP_NUM_THREADS=1 python3 "$here/twin.py" "$xnorsim" "$work"
python3 "$examples/faults_section_a.py" "$xnorsim" faults
echo "python.sh: passed"
