#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How small ECGNet gets on ../shared data; fails where a figure is missed.

usage: compress.py BIN SHARED FOLDER [RECIPE...]

BIN holds ecg-opt and ecg-run, FOLDER takes the networks. Recipes: papers,
pruned24k, pruned14k, int4, ternary, clustered, int4_13k, mixed_8k, mixed_5k; all of
them unless named. Three seeds each, the epoch chosen on the validation split; prints
test figures of each seed and their mean. Minutes each.
"""

import re

from bench import ECGNET, FRAGMENTS, REGULAR, SEEDS, SMOOTH, run
from learning import Learning

ROUNDS = "rounds=3,epochs=10+10+60,lr=1e-3+1e-3+2e-3,min=4"
# --qat has a rate and an average of its own.
ROUNDED = [SMOOTH, *(flag for flag in REGULAR
                     if not flag.startswith(("--lr", "--average")))]


class Compress(Learning):
    """Starts from the networks that learning.py trains."""

    def prune(self, recipe, starts, how, flags):
        return [self.make(f"{recipe}{seed}", start, FRAGMENTS,
                          [f"--prune={how}", f"--seed={seed}", *flags])
                for seed, start in zip(SEEDS, starts)]

    def left(self, models, unit):
        """How many parameters or MACs pruning says it left."""
        found = [re.findall(f"([0-9,]+) of [0-9,]+ {unit}",
                            model.with_suffix(".log").read_text())
                 for model in models]
        return [int(counts[-1].replace(",", "")) for counts in found]

    def accuracies(self, models):
        return [self.test(model, FRAGMENTS, ["accuracy"])[0]
                for model in models]

    def papers(self):
        """Half of the filters of each layer at once, by L1 norm, then int8;
        from the network trained without augmentation (test 93.0 %)."""
        models = self.prune("papers", [self.shared / ECGNET] * len(SEEDS),
                            "l1,keep=0.5,epochs=30", [])
        self.integers("papers", models, 21.6 * 1024, 0.897, "--weights=int8")

    def integers(self, recipe, models, most, asked, *flags):
        """Sizes and accuracies of the int8 programs of `models`."""
        reports = [self.compile(model, FRAGMENTS, "--int8",
                                "--pack-weights=always", *flags)
                   for model in models]
        self.judge(recipe, "parameter bytes",
                   [report["parameters"]["total"] for report in reports], most,
                   most=True)
        self.judge(recipe, "int8 accuracy",
                   [report["evaluation"]["accuracy"][-1]["accuracy"]
                    for report in reports], asked)

    def benefit(self, recipe, goal, asked, most):
        """Global Taylor scores by what a channel saves, in three rounds."""
        models = self.prune(recipe, self.augmented(),
                            f"taylor,{goal},{ROUNDS}", [SMOOTH, *REGULAR])
        for unit, limit in most.items():
            self.judge(recipe, unit, self.left(models, unit), limit, most=True)
        self.judge(recipe, "accuracy", self.accuracies(models), asked)
        return models

    def pruned24k(self):
        return self.benefit("pruned24k", "params=24500,macs-weight=0.5", 0.945,
                            {"parameters": 24500})

    def pruned14k(self):
        return self.benefit("pruned14k",
                            "params=14000,macs=670000,macs-weight=3", 0.94,
                            {"parameters": 14000, "MACs": 670000})

    def round(self, recipe, starts, qat, most, asked):
        """Quantization-aware training; figures of the integer program."""
        models = [self.make(f"{recipe}{seed}", start, FRAGMENTS,
                            [f"--qat={qat}", f"--seed={seed}", *ROUNDED])
                  for seed, start in zip(SEEDS, starts)]
        self.judge(recipe, "parameter bytes", self.stored(models), most,
                   most=True)
        self.judge(recipe, "accuracy", self.accuracies(models), asked)

    def stored(self, models):
        """Bytes of all tables of the emitted C."""
        return [self.compile(model, FRAGMENTS,
                             "--pack-weights=always")["parameters"]["total"]
                for model in models]

    def full(self, weights, most, drop):
        """All channels; asked for so much less than the float networks have."""
        floats = self.augmented()
        accuracies = self.accuracies(floats)
        self.round(weights, floats, weights, most,
                   round(sum(accuracies) / len(accuracies) - drop, 4))

    def int4(self):
        self.full("int4", 43 * 1024, 0.007)

    def ternary(self):
        self.full("ternary", 23 * 1024, 0.02)

    def clustered(self):
        """16 values a layer, which learn together."""
        floats = self.augmented()
        accuracies = self.accuracies(floats)
        models = [self.make(f"clustered{seed}", start, FRAGMENTS,
                            ["--cluster=16,epochs=30,lr=5e-4",
                             f"--seed={seed}", SMOOTH, *REGULAR])
                  for seed, start in zip(SEEDS, floats)]
        self.integers("clustered", models, 43 * 1024,
                      sum(accuracies) / len(accuracies) - 0.007)

    def int4_13k(self):
        self.round("int4_13k", self.pruned24k(), "int4,bytes=12800", 12800,
                   0.935)

    def mixed_5k(self):
        self.round("mixed_5k", self.pruned14k(), "mixed,bytes=5120", 5120,
                   0.94)

    def mixed_8k(self):
        """Types by channel against the best of one type for all."""
        self.round("mixed_8k", self.pruned24k(), "mixed,bytes=8192", 8192,
                   0.945)
        self.round("int4_8k", self.pruned14k(), "int4,bytes=8192", 8192, 0.94)


if __name__ == "__main__":
    run(Compress, ["papers", "int4", "ternary", "clustered", "int4_13k",
                   "mixed_8k", "mixed_5k"])
