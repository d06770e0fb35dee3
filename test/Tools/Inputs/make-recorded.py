"""Inputs of two-inputs.mlir: make-recorded.py FILE [ARRAY=1,2,3 ...] with the
shapes of arrays that are not as they should be, or without ARRAY=."""

import pathlib
import random
import struct
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Shared" / "Inputs"))
from recorded import npy

shapes = {"image": [20, 1, 3, 4, 4], "age": [20, 1, 2]}
for change in sys.argv[2:]:
    name, shape = change.split("=")
    shapes[name] = [int(dim) for dim in shape.split(",")] if shape else None
rng = random.Random(1)
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, shape in shapes.items():
        if not shape:
            continue
        count = 1
        for dim in shape:
            count *= dim
        values = [rng.uniform(-1, 1) for _ in range(count)]
        data = struct.pack(f"<{count}f", *values)
        archive.writestr(name + ".npy", npy(shape, "<f4", data))
