# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Exports of every shared model in ONNX Runtime, the table of docs/export.md:

    compare-shared.py MODELS WORK

For each model with recorded data, the largest relative error over both data
sets, without and with ONNX Runtime's optimizations: of the float export against
the recorded outputs, of the int8 one (QDQ, calibrated on inputs like the
recorded ones) against the integer program. Fails above LIMITS.
"""

import pathlib
import subprocess
import sys

import numpy
import onnx
import onnxruntime

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Shared" / "Inputs"))
import recorded

LIMITS = {"float": 2e-5, "int8": 0.15}
LEVELS = ("ORT_DISABLE_ALL", "ORT_ENABLE_ALL")
QUANTIZED = ("QuantizeLinear", "QLinearConv")


def run(*command):
    result = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {result.stderr[-300:]}")
    return result.stdout


def open_session(path, level):
    onnx.checker.check_model(onnx.load(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, level)
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def read(folder, kind, count):
    return [
        onnx.numpy_helper.to_array(onnx.load_tensor(f"{folder}/{kind}_{i}.pb"))
        for i in range(count)
    ]


def write(folder, kind, values):
    for i, value in enumerate(values):
        tensor = onnx.numpy_helper.from_array(numpy.asarray(value))
        (folder / f"{kind}_{i}.pb").write_bytes(tensor.SerializeToString())


def outputs(session, data):
    names = [port.name for port in session.get_inputs()]
    return session.run(None, dict(zip(names, read(data, "input", len(names)))))


def relative(actual, expected):
    difference = numpy.abs(actual - expected).max()
    return float(difference / numpy.abs(expected).max()) if difference else 0.0


def float_error(path, level, sets):
    session = open_session(path, level)
    return max(
        relative(a, b)
        for data in sets
        for a, b in zip(outputs(session, data), read(data, "output", len(session.get_outputs())))
    )


def int8_error(path, level, sets, program, work):
    """Of the program against ONNX Runtime, as ecg-run prints it."""
    session, errors = open_session(path, level), []
    for data in sets:
        write(work, "input", read(data, "input", len(session.get_inputs())))
        write(work, "output", outputs(session, data))
        text = run("ecg-run", program, f"--check={work}", "--tolerance=1")
        errors += [line.split()[-3] for line in text.splitlines() if "relative error" in line]
    return max(float(error.rstrip(",")) for error in errors)


def compare(folder, work):
    work.mkdir(parents=True, exist_ok=True)
    model, sets = folder / "model.onnx", sorted(folder.glob("test_data_set_*"))
    run("ecg-opt", model, "--emit=onnx", "-o", work / "float.onnx")
    yield "float", [float_error(work / "float.onnx", level, sets) for level in LEVELS]
    flags = []
    if not any(node.op_type in QUANTIZED for node in onnx.load(model).graph.node):
        recorded.write_npz(work / "inputs.npz", folder)
        flags = ["--int8", f"--data={work / 'inputs.npz'}"]
    program, export = work / "int8.mlir", work / "int8.onnx"
    run("ecg-opt", model, "--emit=network", *flags, "-o", program)
    run("ecg-opt", model, "--emit=onnx", *flags, "-o", export)
    yield "int8", [int8_error(export, level, sets, program, work) for level in LEVELS]


models, work = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
passed = True
print("| model | float | optimized | int8 | optimized |\n|---|---|---|---|---|")
for folder in sorted(path.parent.parent for path in models.glob("*/test_data_set_0/input_0.pb")):
    cells = []
    for kind, errors in compare(folder, work / folder.name):
        passed &= max(errors) <= LIMITS[kind]
        cells += [f"{error:.1e}" if error else "0" for error in errors]
    print("|", " | ".join([folder.name] + cells), "|", flush=True)
sys.exit(not passed)
