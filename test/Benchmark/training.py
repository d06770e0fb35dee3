#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Time of an epoch of ECGNet against PyTorch, side by side in one run.

usage: training.py ECG-OPT ECGNET.onnx MITBIH17.npz [ROUNDS]

700 fragments, batches of 16, Adam, one thread; runs alternate and the ratio is
that of the medians. Prints one line and skips where PyTorch (Debian:
python3-torch) is missing. Two threads of ours are measured against one.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time

EPOCHS = 4


def ours(tool, model, data, threads):
    """Seconds of one epoch, the first left out."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [tool, model, "--train", "--init=random", f"--data={data}",
             f"--epochs={EPOCHS}", f"--threads={threads}", "--val-split=",
             "--emit=network", "-o", f"{folder}/out.mlir"],
            stderr=subprocess.PIPE, text=True, check=True)
    times = re.findall(r"^epoch .* ([0-9.]+) s", run.stderr, re.M)
    return statistics.median(float(t) for t in times[1:])


def make_net(nn):
    """ECGNet: channels, kernel, stride, padding, pool and its stride."""
    spec = [(8, 16, 2, 7, 8, 4), (12, 12, 2, 5, 4, 2), (32, 9, 1, 4, 5, 2),
            (64, 7, 1, 3, 4, 2), (64, 5, 1, 2, 2, 2), (64, 3, 1, 1, 2, 2),
            (72, 3, 1, 1, 2, 2)]
    layers, channels = [], 1
    for out, kernel, stride, pad, pool, step in spec:
        layers += [nn.Conv1d(channels, out, kernel, stride, pad), nn.ReLU(),
                   nn.MaxPool1d(pool, step)]
        channels = out
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(216, 64), nn.ReLU(),
                         nn.Linear(64, 17))


class PyTorch:
    def __init__(self, torch):
        torch.set_num_threads(1)
        self.torch = torch
        self.net = make_net(torch.nn)
        self.optimizer = torch.optim.Adam(self.net.parameters(), 1e-3)
        self.x = torch.randn(700, 1, 3600)
        self.y = torch.randint(17, (700,))

    def epoch(self):
        start = time.perf_counter()
        order = self.torch.randperm(700)
        for i in range(0, 700, 16):
            part = order[i:i + 16]
            loss = self.torch.nn.functional.cross_entropy(
                self.net(self.x[part]), self.y[part])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        return time.perf_counter() - start


def main():
    tool, model, data = sys.argv[1:4]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    try:
        import torch
    except ImportError:
        print("skipped: no PyTorch (Debian package python3-torch)")
        return
    peer = PyTorch(torch)
    peer.epoch()
    one, two, theirs = [], [], []
    for _ in range(rounds):
        one.append(ours(tool, model, data, 1))
        theirs.append(statistics.median(peer.epoch() for _ in range(3)))
        two.append(ours(tool, model, data, 2))
    ratio = statistics.median(one) / statistics.median(theirs)
    gain = statistics.median(one) / statistics.median(two)
    print(f"PyTorch {torch.__version__}: {statistics.median(theirs):.3f} s an "
          f"epoch; ecg-opt: {statistics.median(one):.3f} s, ratio {ratio:.2f}; "
          f"two threads {statistics.median(two):.3f} s, {gain:.2f} times one")


if __name__ == "__main__":
    main()
