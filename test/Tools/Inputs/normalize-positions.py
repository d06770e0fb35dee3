# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The preparation of the published ALQ checkpoint (Sun et al. 2022): each sample
# index normalized over all fragments, test included. Without NumPy.
# usage: normalize-positions.py FRAGMENTS.npz OUT.npz

import array
import ast
import struct
import sys
import zipfile


def read(archive, name):
    data = archive.read(name + ".npy")
    size, = struct.unpack_from("<H", data, 8)
    return ast.literal_eval(data[10:10 + size].decode()), data[10 + size:]


def npy(shape, values):
    header = str({"descr": "<f4", "fortran_order": False, "shape": shape})
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return (b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) +
            header.encode() + values.tobytes())


with zipfile.ZipFile(sys.argv[1]) as source, \
        zipfile.ZipFile(sys.argv[2], "w") as target:
    header, body = read(source, "signal")
    assert header["descr"] == "<i2", header
    rows, columns = header["shape"]
    signal = array.array("h", body)
    out = array.array("f", bytes(4 * len(signal)))
    for at in range(columns):
        column = signal[at::columns]
        mean = sum(column) / rows
        spread = (sum((x - mean) ** 2 for x in column) / rows) ** 0.5 or 1.0
        out[at::columns] = array.array("f", ((x - mean) / spread for x in column))
    target.writestr("signal.npy", npy((rows, columns), out))
    for name in ("label", "split", "class_names", "record"):
        target.writestr(name + ".npy", source.read(name + ".npy"))
