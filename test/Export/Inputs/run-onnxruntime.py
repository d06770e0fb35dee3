# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""run-onnxruntime.py MODEL FOLDER

Has the ONNX checker and ONNX Runtime, with and without its optimizations,
accept MODEL, and writes a random input with ONNX Runtime's output as a test
data set into FOLDER, for `ecg-run --check=FOLDER`.
"""
import os
import sys

import numpy
import onnx
import onnxruntime

model, folder = sys.argv[1:]
onnx.checker.check_model(onnx.load(model), full_check=True)
os.makedirs(folder, exist_ok=True)
random = numpy.random.default_rng(0)
given = {}


def write(kind, index, name, values):
    tensor = onnx.numpy_helper.from_array(values, name)
    with open(f"{folder}/{kind}_{index}.pb", "wb") as file:
        file.write(tensor.SerializeToString())


for level in ("ORT_DISABLE_ALL", "ORT_ENABLE_ALL"):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = getattr(
        onnxruntime.GraphOptimizationLevel, level)
    session = onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"])
    for i, port in enumerate(session.get_inputs()):
        if port.name not in given:
            given[port.name] = random.standard_normal(port.shape).astype("f")
            write("input", i, port.name, given[port.name])
    for i, (port, values) in enumerate(
            zip(session.get_outputs(), session.run(None, given))):
        write("output", i, port.name, values)
