# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the benchmarks share: networks made by ecg-opt, rated by ecg-run."""

import json
import subprocess
import sys
from pathlib import Path

SEEDS = (0, 1, 2)
FRAGMENTS = "data/mitbih17.npz"
ECGNET = "models/ecgnet/ecgnet_fp32.onnx"
REGULAR = ["--batch-size=32", "--optimizer=adamw,weight-decay=0.01",
           "--lr=2e-3", "--schedule=cosine,warm-up=4.5,floor=0.01",
           "--average=0.98", "--augment=light"]
SMOOTH = "--loss=cross-entropy,label-smoothing=0.05"


class Bench:
    """`tools` holds ecg-opt and ecg-run, `shared` data and models; what is made
    stays in `folder` and is not made again. `quick` asks for less than the
    documented figures, where a benchmark has such a form."""

    quick = False

    def __init__(self, tools, shared, folder):
        self.tools, self.shared = Path(tools), Path(shared)
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.failed = False

    def make(self, name, model, data, flags, emit="onnx"):
        """The network that ecg-opt makes of `model`, as FOLDER/name.onnx; with
        `emit` ecg as .mlir, in which batch norms are still there."""
        out = self.folder / f"{name}.{'mlir' if emit == 'ecg' else emit}"
        if not out.exists():
            log = out.with_suffix(".log")
            with log.open("w") as stderr:
                subprocess.run(
                    [self.tools / "ecg-opt", model,
                     f"--data={self.shared / data}", *flags, f"--emit={emit}",
                     "-o", out],
                    stderr=stderr, check=True)
        return out

    def train(self, recipe, seed, model, data, flags):
        return self.make(f"{recipe}{seed}", model, data,
                         ["--train", f"--seed={seed}", *flags])

    def test(self, model, data, metrics, *flags):
        """The metrics on the test split, by name."""
        report = model.with_suffix(".json")
        subprocess.run(
            [self.tools / "ecg-run", model, f"--data={self.shared / data}",
             "--split=test", f"--metrics={','.join(metrics)}",
             f"--json={report}", *flags],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        found = json.loads(report.read_text())["metrics"]
        return [found[name] for name in metrics]

    def compile(self, model, data, *flags, target="cortex-m4"):
        """The report of `model` compiled to C."""
        out = model.with_suffix("")
        subprocess.run(
            [self.tools / "ecg-opt", model, f"--target={target}",
             f"--data={self.shared / data}", *flags, "-o", out, "--force"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return json.loads((out / "report.json").read_text())

    def judge(self, recipe, metric, values, asked, most=False):
        """Prints a mean, which must not be below `asked`; with `most`, no value
        may be above."""
        mean = sum(values) / len(values)
        good = max(values) <= asked if most else mean >= asked
        self.failed |= not good
        form = "{:.0f}" if max(values) > 100 else "{:.4f}"
        each = " ".join(form.format(value) for value in values)
        print(f"{recipe}: {metric} {each}, mean {form.format(mean)}, "
              f"{'at most' if most else 'asked for'} {asked}"
              f"{'' if good else ': MISSED'}", flush=True)


def run(bench, default, places=3):
    """Runs the recipes that the command line names behind `places` folders;
    exits."""
    words = [word for word in sys.argv[1:] if word != "--quick"]
    bench.quick = "--quick" in sys.argv
    bench = bench(*words[:places])
    for recipe in words[places:] or default:
        getattr(bench, recipe)()
    sys.exit(bench.failed)
