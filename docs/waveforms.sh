#!/bin/bash
# Makes docs/waveforms.png: the waveform of examples/macro in GTKWave, with its view, on a screen that nobody sees.
# Needs a build, gtkwave, xvfb and Python with NumPy.
set -euo pipefail

cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sample=examples/macro
"${XNORSIM:-./xnorsim}" macro --arch "$sample/arch.yaml" --weights "$sample/weights.npy" --mean "$sample/mean.npy" \
    --threshold "$sample/threshold.npy" --spikes "$sample/spikes.npy" --vcd "$work/macro.vcd" --vcd-rows 0-1 >/dev/null

cat >"$work/screen.sh" <<'SH'
cd "$1"
gtkwave macro.gtkw >said 2>&1 &
viewer=$!
sleep 8
cp Xvfb_screen0 screen.xwd
kill "$viewer"
SH
HOME=$work xvfb-run -a -s "-screen 0 1280x720x24 -fbdir $work" bash "$work/screen.sh" "$work"

# The screen as Xvfb keeps it (X window dump, 32 bits a pixel) as a PNG.
python3 - "$work/screen.xwd" "$root/docs/waveforms.png" <<'PY'
import struct
import sys
import zlib

import numpy as np

data = open(sys.argv[1], "rb").read()
header = struct.unpack(">25I", data[:100])
size, width, height, stride, colours = header[0], header[4], header[5], header[12], header[19]
pixels = np.frombuffer(data, np.uint8, stride * height, size + 12 * colours).reshape(height, stride)[:, :4 * width]
rgb = pixels.reshape(height, width, 4)[:, :, 2::-1]
assert len(np.unique(rgb.reshape(-1, 3), axis=0)) > 10, "nothing is seen on the screen"
rows = np.concatenate([np.zeros((height, 1), np.uint8), rgb.reshape(height, 3 * width)], axis=1).tobytes()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


with open(sys.argv[2], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
PY
