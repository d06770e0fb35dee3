#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The chain of Birton: quantization-aware training, pruning, clustering, and all
of them together, on the networks for images that he took.

usage: images.py BIN FOLDER [--quick] [mobilenetv1|mobilenetv2|efficientnetb0...]

BIN holds ecg-opt, ecg-export and make-network, FOLDER takes what is made. Six
rhythms of synthetic ECG are shown as pictures of 36 x 36 in three colours
(pictures.py). Each network is trained once in float; every row of the table is
then one command, which starts from there. Prints accuracy on the test split, the
share of weights that is zero, bytes of all parameters as a device stores them
and as an archive (zlib), beside the archive of the paper, and fails where ours
is larger. `--quick` takes narrow networks and few pictures: it shows that all of
it runs.
"""

import json
import re
import subprocess

from bench import Bench, run
from pictures import make_pictures

# Megabytes, after zip where it is pruned: the quantized network, the pruned one,
# and the one that is both (tables 4, 5 and 6). His MobileNet has the size of the
# second version; the first, larger one, is compared where all is done.
PAPER = {
    "mobilenetv1": {"pruned, quantized": 0.98},
    "mobilenetv2": {"quantized": 2.59, "pruned": 1.88,
                    "pruned, quantized": 0.98},
    "efficientnetb0": {"quantized": 4.67, "pruned": 3.79,
                       "pruned, quantized": 1.21},
}
# His sparsity is not told: here float32 weights zip to the sizes of table 5.
SPARSITY = 0.84
# Depthwise layers keep their weights, as with the tools he used.
SPARED = "min-row=16"
LEARN = ["--batch-size=32", "--optimizer=adamw,weight-decay=0.01",
         "--schedule=cosine,warm-up=0.5,floor=0.01", "--threads=1"]


class Effort:
    """`width` is percent of the paper's channels; epochs of training, of each of
    the rounds of pruning, of shared values, and of rounded weights."""

    def __init__(self, width, samples, train, prune, cluster, rounded):
        self.width, self.samples, self.train = width, samples, train
        self.prune, self.cluster, self.rounded = prune, cluster, rounded


FULL = Effort(100, 1600, 8, "2+2+3", 1, 2)
QUICK = Effort(12, 60, 1, "1", 1, 1)


class Images(Bench):
    def __init__(self, tools, folder):
        super().__init__(tools, folder, folder)
        self.effort = QUICK if self.quick else FULL
        self.pictures = self.folder / f"pictures{self.effort.samples}.npz"
        if not self.pictures.exists():
            make_pictures(self.tools / "ecg-export", self.effort.samples,
                          self.pictures)

    def rows(self):
        """How each row is made from the float network."""
        effort = self.effort
        prune = (f"--sparsify=sparsity={SPARSITY},rounds=3,"
                 f"epochs={effort.prune},lr=1e-3,{SPARED}")
        cluster = f"--cluster=16,epochs={effort.cluster},lr=2e-4,{SPARED}"
        rounded = f"--qat=int8,epochs={effort.rounded},lr=2e-4"
        return {
            "float": [],
            "quantized": [rounded],
            "pruned": [prune],
            "clustered, quantized": [cluster, rounded],
            "pruned, quantized": [prune, rounded],
            "pruned, clustered, quantized": [prune, cluster, rounded],
        }

    def start(self, name):
        """The network trained in float, from seeded weights."""
        model = self.folder / f"{name}.onnx"
        subprocess.run([self.tools / "make-network", name, model,
                        str(self.effort.width)], check=True)
        return self.make(f"{name}_float", model, self.pictures.resolve(),
                         ["--train", f"--epochs={self.effort.train}",
                          "--lr=2e-3", *LEARN], emit="ecg")

    def report(self, name, row, model, flags):
        """What the compiler says of the network made by `flags`, and in
        passing of its zeros."""
        out = self.folder / f"{name}_{re.sub('[, ]+', '_', row)}"
        log = out.with_suffix(".log")
        if not (out / "report.json").exists():
            with log.open("w") as said:
                subprocess.run(
                    [self.tools / "ecg-opt", model,
                     f"--data={self.pictures.resolve()}", *flags,
                     *(LEARN if flags else []),
                     "--target=generic", "--pack-weights=always", "-o", out,
                     "--force"],
                    stdout=subprocess.DEVNULL, stderr=said, check=True)
        zeros = re.findall(r"weights are zero \(([0-9.]+) %", log.read_text())
        return (json.loads((out / "report.json").read_text()),
                float(zeros[-1]) if zeros else 0)

    def chain(self, name):
        model = self.start(name)
        print(f"| {name} | accuracy | zeros | bytes | archive | paper's "
              "archive |\n|---|---|---|---|---|---|")
        for row, flags in self.rows().items():
            report, zeros = self.report(name, row, model, flags)
            sizes = report["parameters"]
            paper = PAPER[name].get(row)
            print(f"| {row} | "
                  f"{100 * report['evaluation']['accuracy'][-1]['accuracy']:.1f} %"
                  f" | {zeros:.1f} % | {sizes['total']:,} | "
                  f"{sizes['archive']:,} | "
                  f"{f'{paper} MB' if paper else ''} |", flush=True)
            if paper:
                self.judge(f"{name}, {row}", "bytes of the archive",
                           [sizes["archive"]], paper * 1e6, most=True)

    def mobilenetv1(self):
        self.chain("mobilenetv1")

    def mobilenetv2(self):
        self.chain("mobilenetv2")

    def efficientnetb0(self):
        self.chain("efficientnetb0")


if __name__ == "__main__":
    run(Images, list(PAPER), places=2)
