#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How small ECGNet gets on ../shared data; fails where a figure is missed.

usage: compress.py BIN SHARED FOLDER [RECIPE...]

BIN holds ecg-opt and ecg-run, FOLDER takes the networks. Three seeds each, the
epoch chosen on the validation split; prints test figures of each seed and their
mean. One method a recipe; all of them unless named. Minutes each.
"""

from bench import run
from learning import Learning


class Compress(Learning):
    """Starts from the networks that learning.py trains."""


if __name__ == "__main__":
    run(Compress, [])
