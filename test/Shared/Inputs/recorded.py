# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Inputs recorded with a model (ONNX test data sets), and more like them.

Reads TensorProto files and writes .npz files with the standard library only.
"""

import io
import pathlib
import random
import struct
import zipfile

FLOAT = 1


def _varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _fields(data):
    """Number and value of each field of a protobuf message."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
        elif key & 7 == 2:
            size, at = _varint(data, at)
            value = data[at : at + size]
            at += size
        else:
            raise ValueError("unexpected field in a tensor")
        yield key >> 3, value


class Tensor:
    def __init__(self, name, shape, values):
        self.name, self.shape, self.values = name, shape, values


def read_tensor(path):
    """A TensorProto of floats in raw form, as onnx.numpy_helper writes it."""
    shape, name, raw, kind = [], "", b"", None
    for field, value in _fields(path.read_bytes()):
        if field == 1:
            shape += [value] if isinstance(value, int) else list(_packed(value))
        elif field == 2:
            kind = value
        elif field == 8:
            name = value.decode()
        elif field == 9:
            raw = value
    if kind != FLOAT:
        raise ValueError(f"{path}: has no floats")
    return Tensor(name, shape, struct.unpack(f"<{len(raw) // 4}f", raw))


def _packed(data):
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        yield value


def read_inputs(model):
    """For each test data set of a model its input tensors."""
    return [
        [read_tensor(path) for path in sorted(folder.glob("input_*.pb"))]
        for folder in sorted(pathlib.Path(model).glob("test_data_set_*"))
    ]


def variation(tensor, rng):
    """The same signal later, louder or weaker, with a little noise."""
    axis = max(range(len(tensor.shape)), key=lambda i: tensor.shape[i])
    inner = 1
    for dim in tensor.shape[axis + 1 :]:
        inner *= dim
    row = tensor.shape[axis] * inner
    shift = rng.randrange(tensor.shape[axis]) * inner
    gain = rng.uniform(0.8, 1.2)
    values = []
    for at in range(0, len(tensor.values), row):
        line = tensor.values[at : at + row]
        values += line[shift:] + line[:shift]
    return [gain * value + rng.gauss(0, 0.02) for value in values]


def npy(shape, code, data):
    """The bytes of a .npy file."""
    header = f"{{'descr': '{code}', 'fortran_order': False, 'shape': {tuple(shape)!r}, }}"
    header += " " * (63 - (10 + len(header)) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


def write_npz(path, model, variations=16):
    """Inputs like those of the model to calibrate on (split 0) and the recorded
    ones to test on (split 2)."""
    rng = random.Random(1)
    recorded = read_inputs(model)
    samples = [
        [variation(tensor, rng) for tensor in tensors]
        for tensors in recorded
        for _ in range(variations)
    ]
    split = [0] * len(samples) + [2] * len(recorded)
    samples += [[tensor.values for tensor in tensors] for tensors in recorded]
    with zipfile.ZipFile(path, "w") as archive:
        for index, tensor in enumerate(recorded[0]):
            data = io.BytesIO()
            for sample in samples:
                data.write(struct.pack(f"<{len(sample[index])}f", *sample[index]))
            shape = [len(samples)] + tensor.shape
            archive.writestr(tensor.name + ".npy", npy(shape, "<f4", data.getvalue()))
        packed = struct.pack(f"<{len(split)}b", *split)
        archive.writestr("split.npy", npy([len(split)], "|i1", packed))
