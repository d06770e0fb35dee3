# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Starts a command with a C compiler that does not end, stops it once it waits
for that, and prints how many folders stood then and what is left of them."""

import contextlib
import os
import signal
import subprocess
import sys
import time

folder, command = sys.argv[1], sys.argv[2:]
temporary = os.path.join(folder, "tmp")
called = os.path.join(temporary, "called")
compiler = os.path.join(temporary, "cc")
with open(compiler, "w") as script:
    script.write(f"#!/bin/sh\ntouch {called}\nexec sleep 60\n")
os.chmod(compiler, 0o755)
ours = {folder, temporary, called, compiler}


def standing():
    return [
        os.path.join(place, name)
        for place in (folder, temporary)
        for name in os.listdir(place)
        if os.path.join(place, name) not in ours
    ]


process = subprocess.Popen(
    command,
    env=dict(os.environ, TMPDIR=temporary, ECG_CC=compiler),
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
    start_new_session=True,
)
while process.poll() is None and not os.path.exists(called):
    time.sleep(0.001)
stood = len(standing())
process.send_signal(signal.SIGTERM)
code = process.wait()
print(f"code {code}, stood: {stood}, left: {standing()}")
with contextlib.suppress(ProcessLookupError):
    os.killpg(process.pid, signal.SIGKILL)  # the compiler, should it still run
