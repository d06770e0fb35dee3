#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How small ALQ makes ECGNet on ../shared data; fails where a figure is missed.

usage: alq.py BIN SHARED FOLDER [RECIPE...]

BIN holds ecg-opt and ecg-run, FOLDER takes the networks. Recipes: b13540, b8192,
b5120, b3072, b2048, b1536, each so many bytes of parameters, all-in; codes, which
compares sums of coordinates with equal steps at 2,048 bytes; patient, 8,192 bytes on
`split_patient`. All but the last two unless named. Three seeds each from the networks of
learning.py (augmented); all is chosen on the validation split, test is rated once, on
the emitted integer program. Also not run unless named: device, what the 5,120-byte
networks, and all channels at 1.8 bits, take on Cortex-M4 under QEMU. A recipe takes
about ten minutes.
"""

import re

from bench import ECGNET, FRAGMENTS, REGULAR, SEEDS, SMOOTH, run
from compress import Compress, ROUNDED, ROUNDS

# Bytes: channels left before ALQ, longest last stage, accuracy asked for, least of a
# seed, MACs.
BUDGETS = {
    13540: ("params=36000,macs=1300000,macs-weight=0.5", 80, 0.955, 0, 1.3e6),
    8192: ("params=20000,macs=1050000,macs-weight=0.5", 80, 0.95, 0.935, 1.05e6),
    5120: ("params=14000,macs=670000,macs-weight=3", 80, 0.945, 0.935, 0.67e6),
    3072: ("params=9000,macs=600000,macs-weight=1", 120, 0.94, 0, 0.6e6),
    2048: ("params=6000,macs=450000,macs-weight=0.5", 120, 0.93, 0, 0.45e6),
    1536: ("params=4500,macs=330000,macs-weight=0.5", 120, 0.905, 0, 0.33e6),
}


class Alq(Compress):
    def prune_for(self, size):
        goal = BUDGETS[size][0]
        return self.prune(f"channels{size}_", self.augmented(),
                          f"taylor,{goal},{ROUNDS}", [SMOOTH, *REGULAR])

    def quantize(self, name, size, starts, *keys, data=FRAGMENTS):
        epochs = BUDGETS[size][1]
        how = ",".join([f"bytes={size}", f"epochs={epochs}", *keys])
        return [self.make(f"{name}_{seed}", start, data,
                          [f"--alq={how}", f"--seed={seed}", "--threads=1",
                           *ROUNDED])
                for seed, start in zip(SEEDS, starts)]

    def budget(self, size):
        _, _, asked, least, macs = BUDGETS[size]
        name = f"alq{size}"
        models = self.quantize(name, size, self.prune_for(size))
        reports = [self.compile(model, FRAGMENTS, "--pack-weights=always")
                   for model in models]
        self.judge(name, "parameter bytes",
                   [report["parameters"]["total"] for report in reports], size,
                   most=True)
        self.judge(name, "MACs", [sum(layer["macs"] for layer in report["layers"])
                     for report in reports], macs,
                   most=True)
        accuracies = self.accuracies(models)
        self.judge(name, "accuracy", accuracies, asked)
        if least:
            self.judge(name, "least accuracy", [min(accuracies)], least)

    def codes(self, size=2048):
        """Sums of coordinates against equal steps, by validation."""
        starts = self.prune_for(size)
        for which in ("all", "sums", "steps"):
            models = self.quantize(f"codes_{which}", size, starts,
                                   f"codes={which}")
            best = [float(re.findall(r"last stage:.*accuracy ([0-9.]+)",
                                     model.with_suffix(".log").read_text())[-1])
                    for model in models]
            print(f"codes={which}: validation", *best,
                  "mean %.4f" % (sum(best) / len(best)), flush=True)

    def patient(self, size=8192):
        """From random weights on, with nobody in two splits; as it is."""
        split = "--data-options=split=split_patient"
        how = f"taylor,{BUDGETS[size][0]},{ROUNDS}"
        models = [self.make(f"patient{seed}", self.shared / ECGNET, FRAGMENTS,
                            [split, "--train", "--init=random", "--epochs=250",
                             f"--prune={how}", f"--alq=bytes={size}",
                             f"--seed={seed}", "--threads=1", SMOOTH, *REGULAR])
                  for seed in SEEDS]
        self.judge("patient", "accuracy",
                   [self.test(model, FRAGMENTS, ["accuracy"], split)[0]
                    for model in models], 0)

    def device(self):
        small = self.quantize("alq5120", 5120, self.prune_for(5120))
        full = self.make("full18_0", self.augmented()[0], FRAGMENTS,
                         ["--alq=bits=1.8,epochs=40,round-epochs=6,min=100",
                          "--seed=0", "--threads=1", *ROUNDED])
        for name, models, limits in (
                ("alq5120", small, (700e3, 16 * 1024, 6 * 1024)),
                ("full18", [full], (2.4e6, 30 * 1024, 9 * 1024))):
            reports = [self.compile(model, FRAGMENTS, "--pack-weights=always",
                                    "--io=quantized", "--input=arena",
                                    "--verify=device", "--verify-samples=1")
                       for model in models]
            runs = [[run["instructions"] for run in report["proof"]["runs"]
                     if "instructions" in run][0] for report in reports]
            for what, found, limit in zip(
                    ("instructions", "flash", "RAM"),
                    (runs, [report["sizes"]["flash"]["total"]
                            for report in reports],
                     [report["sizes"]["ram"]["total"] for report in reports]),
                    limits):
                self.judge(name, what, found, limit, most=True)


for size in BUDGETS:
    setattr(Alq, f"b{size}", lambda self, size=size: self.budget(size))


if __name__ == "__main__":
    run(Alq, [f"b{size}" for size in BUDGETS])
