#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Multi-level knowledge distillation of Chauhan et al. 2022: teachers of twelve
leads make LRH-Nets of three and two leads.

usage: mlkd.py BIN FOLDER [--quick] [three|two...]

BIN holds ecg-opt, ecg-run, ecg-export and make-network, FOLDER takes what is
made. On synthetic ECG of twelve leads and eight rhythms, one label each against
the others, for each number of leads:

  alone    the student learns from labels (the paper's table 2)
  KD       and from the teacher of twelve leads (table 3)
  s-MLKD   and from a teacher of few leads, which learned from that one (table 4)
  p-MLKD   and from a teacher of few leads, which learned alone (table 4)

Prints figures of students and teachers on the test split, parameters, and bytes
of all parameters as float and as int8. `--quick` takes narrow teachers, short
recordings and few samples: it shows that all of it runs.
"""


import subprocess

from bench import Bench, run

LEADS = {12: range(12), 3: (0, 1, 7), 2: (0, 1)}  # I, II, V2
CLASSES = 8
LEARN = ["--optimizer=adamw,weight-decay=0.05", "--lr=2e-3", "--batch-size=32",
         "--schedule=cosine,warm-up=2,floor=0.01", "--augment=light",
         "--threads=1", "--metric=macro-auroc"]
POOL = ["--augment-pool=24"]  # teachers are asked once about each copy
LABELS = "--loss=bce"
# Equations 4 and 5: lambda 0.3, tau 7, beta 0.4 and 0.6.
TAUGHT = "--loss=bce,distill-form=softmax,distill-weight=0.7,temperature=7"
METRICS = ("micro-f1", "macro-f1", "macro-auroc")


class Effort:
    """`width` is the first layer's of teachers, of 64 in the paper; epochs of
    teachers and of students; seeds of students."""

    def __init__(self, width, samples, length, epochs, seeds):
        self.width, self.samples, self.length = width, samples, length
        self.epochs, self.seeds = epochs, seeds


FULL = Effort(16, 500, 512, {"seresnet": 40, "lrhnet": 24}, (0, 1))
QUICK = Effort(4, 40, 128, {"seresnet": 1, "lrhnet": 1}, (0,))


class Mlkd(Bench):
    def __init__(self, tools, folder):
        super().__init__(tools, folder, folder)
        self.effort = QUICK if self.quick else FULL
        self.ecg = (self.folder / "ecg.npz").resolve()
        if not self.ecg.exists():
            spec = (f"synthetic:n={self.effort.samples},leads=12,"
                    f"length={self.effort.length},fs=64,noise=0.3")
            subprocess.run([self.tools / "ecg-export", spec, self.ecg],
                           check=True)

    def network(self, kind, leads):
        path = self.folder / f"{kind}{leads}.onnx"
        width = 16 if kind == "lrhnet" else self.effort.width
        subprocess.run(
            [self.tools / "make-network", kind, path,
             *map(str, (width, leads, self.effort.length, CLASSES))],
            check=True)
        return path

    @staticmethod
    def lead(leads):
        return "lead=" + "+".join(map(str, LEADS[leads]))

    def learn(self, how, kind, leads, teachers=(), seed=0):
        """A network that learned from labels and `teachers`, pairs of network
        and number of leads, the nearest first."""
        loss = TAUGHT if teachers else LABELS
        if len(teachers) == 2:
            loss += ",teacher-weights=0.4+0.6"
        return self.make(
            f"{kind}{leads}_{how}{seed}", self.network(kind, leads), self.ecg,
            ["--train", "--init=random", f"--seed={seed}", loss,
             f"--epochs={self.effort.epochs[kind]}", *LEARN,
             *(POOL if teachers else []),
             f"--data-options={self.lead(leads)}",
             *(f"--teacher={model},{self.lead(read)}"
               for model, read in teachers)], emit="ecg")

    def row(self, title, leads, models):
        rows = [self.test(model, self.ecg, METRICS,
                          f"--data-options={self.lead(leads)}")
                for model in models]
        means = [sum(column) / len(column) for column in zip(*rows)]
        sizes = [self.parameters(models[0], leads, *how)
                 for how in ([], ["--int8"])]
        print(f"| {title} | {leads} | "
              + " | ".join(f"{mean:.3f}" for mean in means)
              + f" | {sizes[0] // 4:,} | {sizes[0]:,} | {sizes[1]:,} |",
              flush=True)

    def parameters(self, model, leads, *how):
        """Bytes of all tables of the emitted C."""
        return self.compile(model, self.ecg,
                            f"--data-options={self.lead(leads)}", *how,
                            target="generic")["parameters"]["total"]

    def students(self, how, leads, teachers=()):
        models = [self.learn(how, "lrhnet", leads, teachers, seed)
                  for seed in self.effort.seeds]
        self.row(f"LRH-Net, {how}", leads, models)

    def header(self):
        print(f"| | leads | {' | '.join(METRICS)} | parameters | bytes, float "
              f"| bytes, int8 |\n|{'---|' * 8}", flush=True)

    def chain(self, leads):
        self.header()
        twelve = (self.learn("alone", "seresnet", 12), 12)
        self.row("teacher", 12, [twelve[0]])
        parallel = (self.learn("alone", "seresnet", leads), leads)
        sequential = (self.learn("taught", "seresnet", leads, [twelve]), leads)
        self.row("teacher, alone", leads, [parallel[0]])
        self.row("teacher, taught", leads, [sequential[0]])
        self.students("alone", leads)
        self.students("KD", leads, [twelve])
        self.students("s-MLKD", leads, [sequential, twelve])
        self.students("p-MLKD", leads, [parallel, twelve])

    def three(self):
        self.chain(3)

    def two(self):
        self.chain(2)


if __name__ == "__main__":
    run(Mlkd, ["three", "two"], places=2)
