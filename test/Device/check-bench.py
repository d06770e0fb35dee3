# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-bench.py COSTS.json target:name=limit...: fails when the figures of
# ecg-bench do not add up, or one of our program is above its limit.

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


def figure(name, what):
    ours = targets[name]["programs"][0]
    return ours["ram"]["total"] if what == "ram" else ours[what]


for name, target in targets.items():
    check_sums(name, target)
for argument in sys.argv[2:]:
    what, limit = argument.split("=")
    value = figure(*what.split(":"))
    print(f"{what} {value} (limit {limit})")
    if not 0 < value <= float(limit):
        failed.append(f"{what} is above its limit")
print("\n".join(failed) or "ok")
sys.exit(bool(failed))
