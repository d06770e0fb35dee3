# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# lit over this folder. The values come from the build (lit.site.cfg.py.in).

import os
import shutil
import subprocess
import sys

import lit.formats

config.name = "ecg"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".mlir", ".onnxtxt", ".test"]
config.excludes = ["Inputs", "Unit"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.ecg_build_dir, "test")

config.environment["FILECHECK_OPTS"] = "--enable-var-scope"
if "ASAN_OPTIONS" in os.environ:
    config.environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
config.environment["PATH"] = os.pathsep.join(
    [config.ecg_tools_dir, config.llvm_tools_dir, os.environ["PATH"]]
)

config.substitutions.append(("%ecg_src", config.ecg_source_dir))
config.substitutions.append(("%shared", config.ecg_shared_dir))
config.substitutions.append(("%python", sys.executable))
# What emitted C has to be clean under, and the flags of the simulated board.
config.substitutions.append(
    ("%warn", "-std=c99 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wundef -Werror")
)
config.substitutions.append(
    ("%m4", "-mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard")
)
config.substitutions.append(("%m55", "-mcpu=cortex-m55 -mthumb -mfloat-abi=hard"))

# Features name what is there; a test that lacks one reports UNSUPPORTED.
if os.path.isdir(config.ecg_shared_dir):
    config.available_features.add("shared")
for tool in ["gcc", "clang-19", "arm-none-eabi-gcc", "qemu-system-arm",
             "riscv64-unknown-elf-gcc", "qemu-system-riscv32", "protoc"]:
    if shutil.which(tool):
        config.available_features.add(tool)

# A Python with onnx and onnxruntime, which Debian has not: $ECG_PYTHON.
python = os.environ.get("ECG_PYTHON", sys.executable)
config.substitutions.append(("%onnxruntime", python))
if subprocess.run([python, "-c", "import onnx, onnxruntime"],
                  capture_output=True).returncode == 0:
    config.available_features.add("onnxruntime")
