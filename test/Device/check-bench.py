# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-bench.py COSTS.json name=limit...: fails when the figures of ecg-bench do
# not add up, or one of its own program on the first target is above its limit.

import json
import sys

costs = json.load(open(sys.argv[1]))
target = costs["targets"][0]
ours = target["programs"][0]
layers = ours["layers"]
ram = ours["ram"]
figures = {
    "instructions": ours["instructions"],
    "flash": ours["flash"],
    "ram": ram["total"],
}

failed = []
for what, whole in [("instructions", ours), ("macs", target)]:
    if sum(layer[what] for layer in layers) != whole[what]:
        failed.append(f"{what} of layers do not add up")
if ours["cycles"] <= ours["instructions"]:
    failed.append("fewer cycles than instructions")
if sum(ram[part] for part in ("input", "output", "arena", "stack")) != ram["total"]:
    failed.append("parts of RAM do not add up")
for argument in sys.argv[2:]:
    name, limit = argument.split("=")
    if not 0 < figures[name] <= float(limit):
        failed.append(f"{name} {figures[name]} (limit {limit})")
print("\n".join(failed) or "ok")
sys.exit(bool(failed))
