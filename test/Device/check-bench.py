# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-bench.py COSTS.json target:name=limit...: fails when the figures of
# ecg-bench do not add up, or one of our program is above its limit, or a prediction
# is off by more than its tolerance.

import json
import sys

targets = {t["target"]: t for t in json.load(open(sys.argv[1]))["targets"]}
failed = []


def check_sums(name, target):
    ours = target["programs"][0]
    for what, whole in [("instructions", ours), ("macs", target)]:
        if sum(layer[what] for layer in ours["layers"]) != whole[what]:
            failed.append(f"{name}: {what} of layers do not add up")
    ram = dict(ours["ram"])
    if ram.pop("total") != sum(ram.values()):
        failed.append(f"{name}: parts of RAM do not add up")


# What KernelCosts.cpp predicts for int8 may be off by, in each layer. Layers of
# less than a hundredth of the whole are lost in the entry of a function.
TOLERANCE = 0.15


def check_predictions(name, target):
    ours = target["programs"][0]
    for layer in ours["layers"]:
        if 100 * layer["instructions"] < ours["instructions"]:
            continue
        for what in ("instructions", "cycles"):
            predicted = layer.get("predicted_" + what)
            if predicted and abs(predicted - layer[what]) > TOLERANCE * layer[what]:
                failed.append(f"{name}: {layer['layer']}: {what} {layer[what]}, predicted {predicted}")
    if not any("predicted_instructions" in layer for layer in ours["layers"]):
        failed.append(f"{name}: nothing is predicted")


def figure(name, what):
    ours = targets[name]["programs"][0]
    return ours["ram"]["total"] if what == "ram" else ours[what]


for name, target in targets.items():
    check_sums(name, target)
    check_predictions(name, target)
for argument in sys.argv[2:]:
    what, limit = argument.split("=")
    value = figure(*what.split(":"))
    print(f"{what} {value} (limit {limit})")
    if not 0 < value <= float(limit):
        failed.append(f"{what} is above its limit")
print("\n".join(failed) or "ok")
sys.exit(bool(failed))
