#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Time of an epoch and peak memory against PyTorch, side by side in one run;
fails where a ratio is above what is asked for.

usage: training.py ECG-OPT SHARED [CASE...]

Cases: ecgnet (700 fragments, batch 16), resnet and lstm (Holda, 32 samples of
12 x 1000); all unless named. Adam; runs alternate and the ratio is that of the
medians. Skips where PyTorch (Debian: python3-torch) is missing. Two threads of
ours are measured against one.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EPOCHS = 4
ROUNDS = 5


def make_ecgnet(nn):
    """Channels, kernel, stride, padding, pool and its stride."""
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


def make_resnet(nn):
    """Three blocks of three convolutions; batch norms folded."""
    class Block(nn.Module):
        def __init__(self, channels, out):
            super().__init__()
            self.main = nn.Sequential(
                nn.Conv1d(channels, out, 7, padding=3), nn.ReLU(),
                nn.Conv1d(out, out, 5, padding=2), nn.ReLU(),
                nn.Conv1d(out, out, 3, padding=1))
            self.side = nn.Conv1d(channels, out, 1)

        def forward(self, x):
            return (self.main(x) + self.side(x)).relu()

    return nn.Sequential(Block(12, 64), Block(64, 128), Block(128, 128),
                         nn.AdaptiveAvgPool1d(1), nn.Flatten(),
                         nn.Linear(128, 5))


def make_lstm(nn):
    class Lstm(nn.Module):
        def __init__(self):
            super().__init__()
            self.lstm = nn.LSTM(12, 64, batch_first=True)
            self.norm = nn.LayerNorm(64)
            self.pool = nn.MaxPool1d(125)
            self.head = nn.Linear(512, 5)

        def forward(self, x):
            y = self.norm(self.lstm(x.transpose(1, 2))[0])
            return self.head(self.pool(y.transpose(1, 2)).flatten(1))

    return Lstm()


class Case:
    def __init__(self, model, make, count, shape, classes, asked):
        self.model, self.make, self.count = model, make, count
        self.shape, self.classes, self.asked = shape, classes, asked


CASES = {
    "ecgnet": Case("ecgnet/ecgnet_fp32.onnx", make_ecgnet, 700, (1, 3600), 17,
                   0.6),
    "resnet": Case("holda_resnet/model.onnx", make_resnet, 32, (12, 1000), 5,
                   1.0),
    "lstm": Case("holda_rnn/model.onnx", make_lstm, 32, (12, 1000), 5, 1.0),
}


class PyTorch:
    def __init__(self, torch, case, data):
        torch.set_num_threads(1)
        self.torch, self.case = torch, case
        self.net = case.make(torch.nn)
        self.optimizer = torch.optim.Adam(self.net.parameters(), 1e-3)
        self.x = torch.from_numpy(data["signal"])
        self.y = torch.from_numpy(data["label"])

    def epoch(self):
        start = time.perf_counter()
        order = self.torch.randperm(self.case.count)
        for i in range(0, self.case.count, 16):
            part = order[i:i + 16]
            loss = self.torch.nn.functional.cross_entropy(
                self.net(self.x[part]), self.y[part])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
        return time.perf_counter() - start


def peak_memory(process="self"):
    """MiB that a process has had in memory at most; 0 when it has ended. What
    getrusage says of children includes what the parent had when they began."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0


class Ours:
    def __init__(self, tool, model, data, folder):
        self.command = [
            tool, model, "--train", "--init=random", f"--data={data}",
            "--data-options=norm=none", f"--epochs={EPOCHS}", "--val-split=",
            "--loss=cross-entropy", "--emit=network", "-o",
            f"{folder}/out.mlir"]
        self.peak = 0

    def epoch(self, threads):
        """Seconds of one epoch, the first left out."""
        run = subprocess.Popen(self.command + [f"--threads={threads}"],
                               stderr=subprocess.PIPE, text=True)
        lines = []
        for line in run.stderr:
            lines.append(line)
            self.peak = max(self.peak, peak_memory(run.pid))
        if run.wait():
            sys.exit("".join(lines))
        times = re.findall(r"^epoch .* ([0-9.]+) s", "".join(lines), re.M)
        return statistics.median(float(t) for t in times[1:])


def measure(torch, name, tool, models):
    """Prints a line; whether the ratio is what is asked for."""
    import numpy
    case = CASES[name]
    random = numpy.random.default_rng(0)
    data = {
        "signal": random.standard_normal((case.count, *case.shape))
                        .astype(numpy.float32),
        "label": numpy.arange(case.count) % case.classes,
        "split": numpy.zeros(case.count, numpy.int8),
    }
    with tempfile.TemporaryDirectory() as folder:
        numpy.savez(f"{folder}/data.npz", **data)
        ours = Ours(tool, models / case.model, f"{folder}/data.npz", folder)
        peer = PyTorch(torch, case, data)
        peer.epoch()
        one, two, theirs = [], [], []
        for _ in range(ROUNDS):
            one.append(ours.epoch(1))
            theirs.append(statistics.median(peer.epoch() for _ in range(3)))
            two.append(ours.epoch(2))
    one, two, theirs = map(statistics.median, (one, two, theirs))
    memory = ours.peak / peak_memory()
    good = one <= case.asked * theirs and memory <= 0.5
    print(f"{name}: PyTorch {torch.__version__} {theirs:.3f} s an epoch, "
          f"ecg-opt {one:.3f} s, ratio {one / theirs:.2f}, asked for "
          f"{case.asked}{'' if good else ' (memory 0.5): MISSED'}; two threads {two:.3f} s, "
          f"{one / two:.2f} times one; {ours.peak:.0f} MiB, {memory:.2f} of "
          f"PyTorch's", flush=True)
    return good


def main():
    tool, models = sys.argv[1], Path(sys.argv[2]) / "models"
    try:
        import torch
    except ImportError:
        print("skipped: no PyTorch (Debian package python3-torch)")
        return
    results = [measure(torch, name, tool, models)
               for name in sys.argv[3:] or CASES]
    sys.exit(not all(results))


if __name__ == "__main__":
    main()
