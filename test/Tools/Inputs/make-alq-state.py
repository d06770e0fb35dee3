# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# An .npz of multi-bit weights (docs/alq.md), without NumPy.
# usage: make-alq-state.py FILE.npz NAME=ROWSxCOLUMNS[xTAPS][+bias] ...
# Each row is one group of two bits with coordinates 0.5 and 0.125, the second
# masked in odd rows; signs alternate.

import struct
import sys
import zipfile


def npy(descr, shape, values):
    code = {"|i1": "b", "<f4": "f", "|b1": "?", "<i4": "i"}[descr]
    header = str({"descr": descr, "fortran_order": False, "shape": tuple(shape)})
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return (b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) +
            header.encode() + struct.pack(f"<{len(values)}{code}", *values))


with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for word in sys.argv[2:]:
        name, text = word.split("=")
        text, _, bias = text.partition("+")
        shape = [int(size) for size in text.split("x")]
        rows, n = shape[0], 1
        for size in shape[1:]:
            n *= size
        signs = [1 if i % 2 else -1 for i in range(rows * 2 * n)]
        arrays = {
            "basis": ("|i1", [rows, 1, 2, n], signs),
            "alpha": ("<f4", [rows, 1, 2], [0.5, 0.125] * rows),
            "mask": ("|b1", [rows, 1, 2],
                     [b for r in range(rows) for b in (True, r % 2 == 0)]),
            "shape": ("<i4", [len(shape)], shape),
        }
        for kind, (descr, dims, values) in arrays.items():
            archive.writestr(f"{name}.weight.{kind}.npy",
                             npy(descr, dims, values))
        if bias:
            archive.writestr(f"{name}.bias.npy",
                             npy("<f4", [rows], [0.25] * rows))
