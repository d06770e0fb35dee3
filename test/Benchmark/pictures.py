# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ECG as pictures of 36 x 36, as Birton makes them: 3.6 s at 360 Hz about the
peak of a beat are 1296 values, row by row, the same in three colours."""

import array
import ast
import io
import math
import struct
import subprocess
import zipfile

SIDE, COLOURS = 36, 3
PIXELS = SIDE * SIDE
SPEC = (f"synthetic:n={{}},length={2 * PIXELS},fs=360,"
        "rhythms=normal+bradycardia+tachycardia+afib+flutter+bigeminy")


def read_signal(npz):
    """The samples of a float32 array [samples, values], one after the other."""
    with zipfile.ZipFile(npz) as archive:
        data = archive.read("signal.npy")
    size, = struct.unpack("<H", data[8:10])
    header = ast.literal_eval(data[10:10 + size].decode())
    assert header["descr"] == "<f4" and not header["fortran_order"]
    values = array.array("f", data[10 + size:])
    length = 2 * PIXELS
    return [values[i:i + length] for i in range(0, len(values), length)]


def centre(values):
    """The window about the highest value of the middle."""
    middle = range(PIXELS // 2, 3 * PIXELS // 2)
    peak = max(middle, key=values.__getitem__)
    return values[peak - PIXELS // 2:peak + PIXELS // 2]


def standardize(values):
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
    return array.array("f", [(v - mean) / (spread + 1e-6) for v in values])


def npy(shape, values):
    header = repr({"descr": "<f4", "fortran_order": False, "shape": shape})
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    out = io.BytesIO(b"\x93NUMPY\x01\x00")
    out.seek(0, io.SEEK_END)
    out.write(struct.pack("<H", len(header)) + header.encode())
    out.write(values.tobytes())
    return out.getvalue()


def make_pictures(export, count, path):
    """Writes `count` pictures as input `image`, with label, record and split,
    to `path`; `export` is ecg-export."""
    signals = path.with_suffix(".signals.npz")
    subprocess.run([export, SPEC.format(count), signals], check=True)
    pixels = array.array("f")
    for sample in read_signal(signals):
        pixels.extend(standardize(centre(sample)) * COLOURS)
    with zipfile.ZipFile(signals) as known, zipfile.ZipFile(path, "w") as out:
        out.writestr("image.npy", npy((count, COLOURS, SIDE, SIDE), pixels))
        for name in ("label.npy", "class_names.npy", "record.npy", "split.npy"):
            out.writestr(name, known.read(name))
    signals.unlink()
