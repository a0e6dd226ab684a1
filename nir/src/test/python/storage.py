"""Makes the files of HdfStorageTest: data sets stored in every way that h5py knows, and a few that are refused.

    python3 storage.py ../resources/xnorsim/nir

In storage.nir every node's weight is meant to be read as `expected` below says (HdfStorageTest has the same rules).
"""

import os
import struct
import sys
import zlib

import h5py
import numpy as np

TEXT = h5py.string_dtype()
FOLDER = sys.argv[1]
RAMP = np.arange(-8, 8, dtype="i2").reshape(4, 4)


def fletcher32(data):
    first = second = 0
    for i in range(0, len(data), 2):
        first = (first + (data[i] << 8) + (data[i + 1] if i + 1 < len(data) else 0)) % 65535
        second = (second + first) % 65535
    return struct.pack("<I", (second or 65535) << 16 | (first or 65535))


def masked(group, mask):
    """A chunk that was written without the filters of the mask: shuffle, gzip, Fletcher32 in this order."""
    data = group.create_dataset("weight", (4, 4), "i2", chunks=(4, 4), compression="gzip", shuffle=True,
                                fletcher32=True)
    plist = data.id.get_create_plist()
    stored = RAMP.tobytes()
    for i in range(plist.get_nfilters()):
        if not mask >> i & 1:
            stored = {2: lambda b: np.frombuffer(b, "u1").reshape(-1, 2).T.tobytes(), 1: zlib.compress,
                      3: lambda b: b + fletcher32(b)}[plist.get_filter(i)[0]](stored)
    data.id.write_direct_chunk((0, 0), stored, filter_mask=mask)


def compact(group):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    data = h5py.h5d.create(group.id, b"weight", h5py.h5t.STD_I16LE, h5py.h5s.create_simple((4, 4)), plist)
    data.write(h5py.h5s.ALL, h5py.h5s.ALL, RAMP)


def partly(group, **more):
    data = group.create_dataset("weight", (5, 7), "f4", chunks=(2, 3), fillvalue=-1.5, **more)
    data[2:4, 3:6] = 2


def grown(group):
    data = group.create_dataset("weight", (4, 4), "i2", chunks=(3, 3), maxshape=(None, None), fillvalue=9)
    data[...] = RAMP
    data.resize((4, 6))


def write(name, nodes, libver=("earliest", "latest")):
    with h5py.File(os.path.join(FOLDER, name), "w", libver=libver) as file:
        file.create_dataset("version", data="1.0.7", dtype=TEXT)
        graph = file.create_group("node")
        graph.create_dataset("type", data="NIRGraph", dtype=TEXT)
        graph.create_dataset("edges", data=[[n, n] for n in nodes], dtype=TEXT)
        group = graph.create_group("nodes")
        for node, fill in nodes.items():
            group.create_group(node).create_dataset("type", data="Linear", dtype=TEXT)
            fill(group[node])


def stored(data=RAMP, **options):
    return lambda group: group.create_dataset("weight", data=data, **options)


nodes = {
    "ramp_contiguous": stored(),
    "ramp_compact": compact,
    "ramp_gzip": stored(chunks=(3, 3), compression="gzip"),
    "ramp_lzf_fletcher": stored(chunks=(4, 4), compression="lzf", fletcher32=True),
    "ramp_all": stored(chunks=(3, 2), compression="gzip", shuffle=True, fletcher32=True),
    "ramp_big_endian": stored(data=RAMP.astype(">f4")),
    "ramp_half": stored(data=RAMP.astype("f2"), chunks=(3, 3)),
    "zeros_lzf": stored(data=np.zeros((40, 50)), compression="lzf", shuffle=True, fletcher32=True),
    "sum_fletcher": stored(data=np.arange(1000, 1016, dtype="i2"), chunks=(16,), fletcher32=True),
    "fill_contiguous": lambda group: group.create_dataset("weight", (6,), "f8", fillvalue=3.0),
    "fill_chunked": lambda group: group.create_dataset("weight", (6,), ">f4", fillvalue=3.0, chunks=(4,),
                                                       compression="gzip"),
    "none_contiguous": lambda group: group.create_dataset("weight", (6,), "f8"),
    "partly": partly,
    "partly_gzip": lambda group: partly(group, compression="gzip", fletcher32=True),
    "grown": grown,
    "truths": stored(data=np.array([True, False, True])),
}
nodes |= {f"ramp_mask{mask}": (lambda group, mask=mask: masked(group, mask)) for mask in range(8)}
write("storage.nir", nodes)
write("storage-latest.nir", nodes, "latest")
write("refused-scaleoffset.nir", {"s": stored(chunks=(4, 4), scaleoffset=0)})
write("refused-empty.nir", {"s": stored(data=h5py.Empty("f8"))})
write("refused-complex.nir", {"s": stored(data=np.ones(3, complex))})
write("refused-external.nir",
      {"s": lambda group: group.create_dataset("weight", (4,), "i4", external=[("x.bin", 0, 16)])})
write("refused-extensible.nir",
      {"s": lambda group: group.create_dataset("weight", data=RAMP, chunks=(3, 3), maxshape=(None, 4))}, "latest")
