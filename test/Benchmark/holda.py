#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The procedure of Holda et al. 2026: prune, learn, distil, quantize.

usage: holda.py BIN SHARED FOLDER [--quick] [cnn|rnn|resnet...]

Trains each architecture on twelve-lead synthetic ECG of five rhythms, prunes it
to 75, 50 and 12.5 % of its structures in 1, 5 and 10 rounds by L1 and L2 norms,
learning after each round with and without the whole network as teacher, and
quantizes every result to int8 (post-training). Prints macro AUROC on the test
split (the best of rounds and norms, as the paper's tables have it), bytes of
parameters and instructions on a Cortex-M4, and fails where the share of
parameters is not the paper's or int8 is larger or slower than float. `--quick`
prunes in one round and trains nothing: what a network costs does not depend on
what it has learned.
"""

import itertools
import subprocess

from bench import Bench, run

SYNTHETIC = ("synthetic:n={},leads=12,length=1000,fs=100,noise=0.2,"
             "rhythms=normal+afib+pvc+flutter+avblock")
FRACTIONS = (0.75, 0.5, 0.125)
ROUNDS = (1, 5, 10)
NORMS = ("l1", "l2")
LEARN = ["--metric=macro-auroc", "--augment=light"]
PLAIN = "--loss=bce"
# Equation 10 with alpha 0.4.
TAUGHT = "--loss=bce,distill-form=sigmoid,distill-weight=0.6,temperature=1"


class Architecture:
    """`shares` are the paper's, in percent; `whole` its parameters; epochs are
    those of training and of each round; `samples` of data, of which 60 % are
    for training."""

    def __init__(self, model, whole, shares, epochs, flags, samples=600,
                 folded=False):
        self.model, self.whole, self.shares = model, whole, shares
        self.epochs, self.flags, self.samples = epochs, flags, samples
        self.folded = folded


ARCHITECTURES = {
    "cnn": Architecture("holda_cnn_bn", 37157, (57.95, 27.27, 2.56), (30, 3),
                        ["--batch-size=32", "--dropout=0.05"]),
    "rnn": Architecture("holda_rnn", 22661, (61.45, 31.94, 4.61), (25, 1),
                        ["--batch-size=8", "--lr=4e-3", "--clip-norm=1"],
                        samples=300),
    "resnet": Architecture("holda_resnet", 500869, (56.60, 25.47, 1.77),
                           (8, 1), ["--batch-size=32"], samples=200, folded=True),
}


class Holda(Bench):
    def data(self, name):
        """Read often and dear to make: written once."""
        samples = 20 if self.quick else ARCHITECTURES[name].samples
        out = self.folder / f"synthetic{samples}.npz"
        if not out.exists():
            subprocess.run([self.tools / "ecg-export",
                            SYNTHETIC.format(samples), out], check=True)
        return out.resolve()

    def figures(self, name, model):
        """AUROC of a network, and of what calibration makes of it."""
        rounded = self.make(f"{model.stem}_int8", model, self.data(name),
                            ["--int8"])
        return [self.test(each, self.data(name), ["macro-auroc"])[0]
                for each in (model, rounded)]

    def costs(self, name, model, how):
        """Bytes of parameters, instructions, and the report they are from."""
        report = self.compile(model, self.data(name), "--verify=device",
                              "--verify-samples=1", *how)
        board = [run for run in report["proof"]["runs"]
                 if "instructions" in run]
        return (sum(report["sizes"]["flash"]["tables"].values()),
                board[-1]["instructions"], report)

    def whole(self, name, how):
        """Trained from random weights; with a teacher from that one's."""
        arch = ARCHITECTURES[name]
        train = ["--train", "--init=random", f"--epochs={arch.epochs[0]}",
                 *LEARN, *arch.flags, *how[1]]
        return self.make(f"{name}_{how[0]}", self.shared /
                         f"models/{arch.model}/model.onnx", self.data(name),
                         [] if self.quick else train, emit="ecg")

    def pruned(self, name, whole, how, share, rounds, norm):
        arch = ARCHITECTURES[name]
        epochs = 0 if self.quick else arch.epochs[1]
        return self.make(
            f"{name}_{how[0]}_{share}_{rounds}_{norm}", whole, self.data(name),
            [f"--prune={norm},keep={share},rounds={rounds},min=1,"
             f"epochs={epochs}", *LEARN, *arch.flags, *how[1]],
            emit="ecg")

    def share(self, name, model, report):
        """Percent of the paper's parameters. A network whose batch norms were
        folded has one bias where PyTorch counts a scale and a shift."""
        arch = ARCHITECTURES[name]
        log = model.with_suffix(".log").read_text()
        count = int(log.split(" parameters")[-2].split(" of ")[-2].split()[-1]
                    .replace(",", ""))
        if arch.folded:
            count += sum(layer["shape"][1] for layer in report["layers"]
                         if layer["op"] == "conv1d")
        return 100 * count / arch.whole

    def row(self, name, title, models, share=None):
        """A line of the table; models by way of learning."""
        aurocs = [] if self.quick else [
            max(best) for ways in models.values() for best in
            zip(*(self.figures(name, model) for model in ways))]
        first = next(iter(models.values()))[0]
        plain, plain_time, report = self.costs(name, first, [])
        int8, int8_time, _ = self.costs(name, first, ["--int8"])
        if share is not None:
            found = self.share(name, first, report)
            self.check(f"{name} {title}: share of parameters",
                       abs(found - share) < 0.006, f"{found:.2f} %")
        self.check(f"{name} {title}: int8 is no larger", int8 <= plain)
        self.check(f"{name} {title}: int8 is no slower",
                   int8_time <= plain_time)
        print(f"| {name} {title} | " +
              "".join(f"{value:.3f} | " for value in aurocs) +
              f"{plain:,} | {int8:,} | {plain_time:,} | {int8_time:,} |",
              flush=True)

    def check(self, what, good, found=""):
        self.failed |= not good
        if not good:
            print(f"{what}: MISSED {found}", flush=True)

    def procedures(self):
        every = list(itertools.product(ROUNDS, NORMS))
        return every[:1] if self.quick else every

    def architecture(self, name):
        plain = ("plain", [PLAIN])
        start = self.whole(name, plain)
        taught = ("taught", [TAUGHT, f"--teacher={start}"])
        ways = (plain,) if self.quick else (plain, taught)
        wholes = {how[0]: self.whole(name, how) for how in ways}
        aurocs = [] if self.quick else ["float", "int8", "float, taught",
                                        "int8, taught"]
        columns = ["", *aurocs, "bytes, float", "bytes, int8",
                   "instructions, float", "instructions, int8"]
        print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
        self.row(name, "100 %", {way: [model]
                                 for way, model in wholes.items()})
        for fraction, share in zip(FRACTIONS, ARCHITECTURES[name].shares):
            models = {how[0]: [self.pruned(name, wholes[how[0]], how, fraction,
                                           rounds, norm)
                               for rounds, norm in self.procedures()]
                      for how in ways}
            self.row(name, f"{share} %", models, share)

    def cnn(self):
        self.architecture("cnn")

    def rnn(self):
        self.architecture("rnn")

    def resnet(self):
        self.architecture("resnet")


if __name__ == "__main__":
    run(Holda, list(ARCHITECTURES))
