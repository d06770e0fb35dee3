# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# check-tables.py FOLDER: fails when the parameters of FOLDER/report.json are not
# those of the arrays that are really in FOLDER/<model>_weights.h.

import collections
import json
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
report = json.loads((folder / "report.json").read_text())
text = next(folder.glob("*_weights.h")).read_text()
sizes = {"int8_t": 1, "uint8_t": 1, "int16_t": 2, "int32_t": 4, "float": 4}
emitted = collections.Counter()
array = r"/\* (.*): (\w+), \d+ bytes \*/\nstatic const (\w+) \w+\[(\d+)\][^{]*\{([^}]*)\}"
for layer, label, ctype, length, values in re.findall(array, text):
    assert len(values.split(",")) == int(length), (layer, label)
    emitted[layer, label] += sizes[ctype] * int(length)
assert len(emitted) == text.count("static const"), "an array was not understood"

reported = {
    (layer["name"], label): size
    for layer in report["parameters"]["layers"]
    for label, size in layer["tables"].items()
}
assert reported == emitted, (reported, emitted)
total = sum(emitted.values())
assert report["parameters"]["total"] == total
assert sum(report["sizes"]["flash"]["tables"].values()) == total
assert 0 < report["parameters"]["archive"] < 2 * total
print(f"{len(emitted)} tables, {total} bytes")
