#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What networks learn on ../shared data; fails below what is asked for.

usage: learning.py BIN SHARED FOLDER [RECIPE...]

BIN holds ecg-opt and ecg-run, FOLDER takes the trained models. Recipes: plain,
augmented, distilled (from the augmented nets, which it trains first), beats;
all of them unless named. Three seeds each, the epoch chosen on the validation
split; prints test figures of each seed and their mean. Minutes each.
"""

from bench import Bench, ECGNET, FRAGMENTS, REGULAR, SEEDS, SMOOTH, run

BEATS = ["--task=beats", "--init=random", "--epochs=16", "--batch-size=128",
         "--optimizer=adamw,weight-decay=0.01", "--lr=3e-3",
         "--schedule=one-cycle,warm-up=2.4", "--average=0.995",
         "--dropout=0.2", "--metric=macro-f1:S+V",
         "--sampler=balanced,class-power=0.7,record-power=0.5,"
         "class-factors=1+1+1+0.05+1,epoch-size=15360",
         "--augment=probability=1,shift-samples=4,amplitude=0.25,wander=0.3,"
         "noise=0.08,features=0.05"]


class Learning(Bench):
    def fragments(self, recipe, asked, flags, start=None):
        models = [self.train(recipe, seed, start(seed) if start else
                             self.shared / ECGNET, FRAGMENTS, flags)
                  for seed in SEEDS]
        self.judge(recipe, "accuracy",
                   [self.test(model, FRAGMENTS, ["accuracy"])[0]
                    for model in models], asked)
        return models

    def plain(self):
        return self.fragments("plain", 0.90, ["--init=random", "--epochs=200",
                                              "--dropout=0.1"])

    def augmented(self):
        return self.fragments(
            "augmented", 0.95,
            ["--init=random", "--epochs=250", SMOOTH, *REGULAR])

    def distilled(self):
        teachers = self.augmented()
        self.fragments(
            "distilled", 0.958,
            ["--epochs=80", "--augment-pool=32",
             "--loss=cross-entropy,label-smoothing=0.05,distill-weight=0.7,"
             "temperature=4", *REGULAR,
             *(f"--teacher={teacher}" for teacher in teachers)],
            start=lambda seed: teachers[seed])

    def beats(self):
        metrics = ["macro-f1:N+S+V+F", "sensitivity:V", "precision:V"]
        model = self.shared / "models/beatnet/beats.onnx"
        rows = [self.test(self.train("beats", seed, model, "data/mitdb", BEATS),
                          "data/mitdb", metrics, "--task=beats")
                for seed in SEEDS]
        for metric, values, asked in zip(metrics, zip(*rows),
                                         (0.54, 0.87, 0.74)):
            self.judge("beats", metric, values, asked)


if __name__ == "__main__":
    run(Learning, ["plain", "distilled", "beats"])
