# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Starts a command, stops it once its first folder stands in the given one, and
prints what is left there."""

import os
import signal
import subprocess
import sys
import time

folder, command = sys.argv[1], sys.argv[2:]
temporary = os.path.join(folder, "tmp")


def left():
    return [n for n in os.listdir(folder) if n != "tmp"] + os.listdir(temporary)


process = subprocess.Popen(
    command,
    env=dict(os.environ, TMPDIR=temporary),
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
while process.poll() is None and not left():
    time.sleep(0.001)
process.send_signal(signal.SIGTERM)
print(f"code {process.wait()}, left: {left()}")
