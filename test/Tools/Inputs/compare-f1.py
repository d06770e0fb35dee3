"""Macro-F1 over some classes of two reports of ecg-run:
compare-f1.py BEFORE.json AFTER.json CLASS ..."""

import json
import sys


def macro_f1(path, names):
    with open(path) as file:
        rows = {row["class"]: row for row in json.load(file)["classes"]}
    return sum(rows[name]["f1"] for name in names) / len(names)


before, after = (macro_f1(path, sys.argv[3:]) for path in sys.argv[1:3])
print(f"macro-F1 {before:.4f} -> {after:.4f}")
print("cost below 0.005" if before - after < 0.005 else "cost above 0.005")
