# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Every model of a folder against the figures asked for:

    figures.py MODELS KNOWN WORK [--update]

KNOWN lists what fails and why, a line each: MODEL CHECK REASON. Anything else
that fails, and anything on the list that does not, makes this fail; --update
writes the list anew, with reasons to be looked at. WORK is for files. Checks,
in order; what follows a failed import is not looked at:

  import  the model becomes a network
  golden  the executor is within 1e-4 of the recorded outputs, both data sets
  host    emitted C is, too: its distance from the executor comes on top
  device  the same on an emulated Cortex-M4
  ram     the arena is at most 1.10 times its lower bound, float and integer
  time    ONNX to C takes less than 2 s of processor time
  int8    calibrated on inputs like the recorded ones, every output has a
          signal-to-quantization-noise ratio of 20 dB, of 15 dB behind
          recurrent layers and attention; models that come quantized need none
  int16   the same with int16 activations and weights rounded on the
          calibration inputs; where that is not enough, with two int8 weights
          for one in those layers that need them for 25 dB on the calibration
          inputs; emitted C computes the same bits
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

import recorded

ALLOWED_ERROR = 1e-4
ALLOWED_RATIO = 1.10
ALLOWED_SECONDS = 2.0
# Longer runs take minutes under QEMU.
DEVICE_MACS = 120_000_000
RECURRENT = ("lstm", "gru", "rnn", "attention", "matmul", "layer_norm")


class Failed(Exception):
    pass


def run(*command):
    """Output of a command; its first error line when it fails."""
    result = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if result.returncode:
        errors = [line for line in result.stderr.splitlines() if "error:" in line]
        raise Failed(errors[0] if errors else result.stderr[-200:] or result.stdout[-200:])
    return result.stdout


class Model:
    def __init__(self, folder, work):
        self.folder, self.file = folder, folder / "model.onnx"
        self.name = folder.name
        self.work = work / folder.name
        self.work.mkdir(parents=True, exist_ok=True)
        self.results = {}  # check: (passed, what was seen)
        self.programs = []  # reports of those whose arena counts

    def compile(self, kind, *flags):
        path = self.work / (kind + ".json")
        run("ecg-opt", self.file, "--force", "-o", self.work / kind, f"--json={path}", *flags)
        return json.loads(path.read_text())

    def check(self, name, function):
        try:
            self.results[name] = (True, function())
        except Failed as failure:
            self.results[name] = (False, str(failure).replace(str(self.file), "model.onnx"))

    def measure(self):
        self.check("import", self.imports)
        if not self.results["import"][0]:
            return self
        self.check("golden", self.golden)
        self.check("host", self.host)
        self.check("device", self.device)
        self.check("time", self.time)
        self.check("int8", self.int8)
        self.check("int16", self.int16)
        self.check("ram", self.ram)
        return self

    def imports(self):
        run("ecg-opt", self.file, "--emit=network", "-o", "/dev/null")
        return "ok"

    def golden(self):
        text = run("ecg-run", self.file, f"--check={self.folder}", f"--tolerance={ALLOWED_ERROR}")
        self.error = max(float(e) for e in re.findall(r"relative error (\S+),", text))
        return f"{self.error:.1e}"

    def host(self):
        self.float = self.compile("float", f"--data={self.folder}", "--verify")
        self.programs.append(self.float)
        return self.proof(self.float)

    def device(self):
        if sum(layer["macs"] for layer in self.float["layers"]) > DEVICE_MACS:
            raise Failed(f"not run: more than {DEVICE_MACS} multiply-adds")
        report = self.compile(
            "device", f"--data={self.folder}", "--verify=device", "--target=cortex-m4"
        )
        return self.proof(report)

    def proof(self, report):
        errors = [run["largest_error"] for run in report["proof"]["runs"]]
        total = self.error + max(errors)
        # Where integers and reals meet, a value may round to its neighbour.
        if total > ALLOWED_ERROR:
            raise Failed(f"emitted C is {total:.1e} from the recorded outputs")
        return f"{total:.1e}"

    def time(self):
        command = f"time ecg-opt {self.file} --force -o {self.work}/time >/dev/null 2>&1"
        timed = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
        # Processor time: other tests run beside this one.
        parts = re.findall(r"(?:user|sys)\s+(\d+)m([\d.]+)s", timed.stderr)
        seconds = sum(60 * int(minutes) + float(rest) for minutes, rest in parts)
        if seconds > ALLOWED_SECONDS:
            raise Failed(f"takes {seconds:.1f} s")
        return f"{seconds:.1f} s"

    def int8(self):
        return self.quantize("int8")

    def int16(self):
        flags = ("--activations=int16", "--rounding=calibrated")
        flags += ("--verify", "--verify-samples=2")
        try:
            return self.quantize("int16", *flags)
        except Failed:
            self.programs.pop()
            return self.quantize("int16", *flags, "--min-sqnr=25")

    def quantize(self, kind, *flags):
        data = self.work / "inputs.npz"
        if not data.exists():
            recorded.write_npz(data, self.folder)
        report = self.compile(kind, "--int8", f"--data={data}", *flags)
        self.programs.append(report)
        errors = report.get("quantization")
        if not errors:
            return "came quantized"
        recurrent = any(layer["op"] in RECURRENT for layer in self.float["layers"])
        worst = min(output["sqnr"] for output in errors["outputs"])
        asked = 15 if recurrent else 20
        layers = ", ".join(f"{w['name']} {w['sqnr']:.0f}" for w in errors["worst_layers"])
        if worst < asked:
            raise Failed(f"{worst:.1f} dB of {asked} (worst layers: {layers})")
        return f"{worst:.1f} dB"

    def ram(self):
        if not self.programs:
            raise Failed("no program")
        worst = max(report["arena_ratio"] for report in self.programs)
        if worst > ALLOWED_RATIO:
            raise Failed(f"{worst:.2f} times the lower bound")
        return f"{worst:.2f}"


def read_known(path):
    known = {}
    for line in path.read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            model, check, reason = line.split(None, 2)
            known[model, check] = reason
    return known


def write_known(path, known, failures):
    """Keeps the comments at the top and the reasons that are still true."""
    lines = path.read_text().splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = [
        " ".join([model, check, known.get((model, check)) or seen])
        for (model, check), seen in sorted(failures.items())
    ]
    path.write_text("\n".join(head + rows) + "\n")


def main():
    folder, known_file, work = (pathlib.Path(argument) for argument in sys.argv[1:4])
    folders = sorted(path.parent for path in folder.glob("*/model.onnx"))
    known = read_known(known_file)
    failures, surprises = {}, 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for model in pool.map(lambda path: Model(path, work).measure(), folders):
            for check, (passed, seen) in model.results.items():
                listed = (model.name, check) in known
                if not passed:
                    failures[model.name, check] = seen
                state = ("STALE" if listed else "pass") if passed else "known" if listed else "FAIL"
                surprises += state.isupper()
                print(f"{state:5} {model.name} {check}: {seen}", flush=True)
    names = {path.name for path in folders}
    for model, check in known:
        if model not in names:
            print(f"STALE {model} {check}: there is no such model")
            surprises += 1
    if "--update" in sys.argv[4:]:
        write_known(known_file, known, failures)
    print(f"{len(folders)} models, {len(failures)} failures, {surprises} surprises")
    return surprises > 0


if __name__ == "__main__":
    sys.exit(main())
