# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-figures.py REPORT.json name=limit...: fails when a figure of a report is
# worse than its limit. RAM is all-in with the stack measured on the board.

import json
import sys

report = json.load(open(sys.argv[1]))
runs = report["proof"]["runs"]
ram = report["sizes"]["ram"]
figures = {
    "parameters": report["parameters"]["total"],
    "flash": report["sizes"]["flash"]["total"],
    "ram": ram["total"] - ram.get("stack", 0) + max(r.get("stack", 0) for r in runs),
    "instructions": max(run.get("instructions", 0) for run in runs),
    "error": max(run["largest_error"] for run in runs),
    "accuracy": report["evaluation"]["accuracy"][-1]["accuracy"],
    "agreement": report["evaluation"].get("agreement", 1),
}
at_least = {"accuracy", "agreement"}

failed = False
for argument in sys.argv[2:]:
    name, limit = argument.split("=")
    figure, limit = figures[name], float(limit)
    good = figure >= limit if name in at_least else 0 <= figure <= limit
    failed |= not good
    print(f"{name} {figure} (limit {limit:g}) {'ok' if good else 'WORSE'}")
sys.exit(failed)
