# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A test data set of ONNX from numbers on the command line:

    write-tensors.py FOLDER input_0=float[1x3]:1,2,3 output_0=int64[2]:4,5

Each becomes FOLDER/input_0.pb and so on, a TensorProto with raw bytes.
"""

import pathlib
import re
import struct
import sys

# Number in ONNX and code in struct.
TYPES = {"float": (1, "f"), "uint8": (2, "B"), "int8": (3, "b"),
         "int32": (6, "i"), "int64": (7, "q"), "bool": (9, "?")}  # fmt: skip


def varint(number):
    data = b""
    while number > 127:
        data += bytes([number & 127 | 128])
        number >>= 7
    return data + bytes([number])


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for tensor in sys.argv[2:]:
    name, kind, shape, text = re.fullmatch(r"(\w+)=(\w+)\[([\dx]*)\]:(.*)", tensor).groups()
    number, code = TYPES[kind]
    values = [(float if code == "f" else int)(value) for value in text.split(",")]
    raw = struct.pack(f"<{len(values)}{code}", *values)
    dims = b"".join(b"\x08" + varint(int(dim)) for dim in shape.split("x") if dim)
    proto = dims + b"\x10" + varint(number) + b"\x4a" + varint(len(raw)) + raw
    (folder / f"{name}.pb").write_bytes(proto)
