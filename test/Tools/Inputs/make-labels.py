"""Three classes of which any may hold, as make-labels.py FILE: 20 samples each
in val and test, two a record, and three logits a sample. Those of AF are all
below 0; in each split one N is missed. `af` and `af_names` label AF alone."""

import pathlib
import struct
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "Shared" / "Inputs"))
from recorded import npy

CLASSES = ["N", "AF", "PVC"]
LOGITS = [(-2, 2), (-3, -1), (-2, 2)]  # where a class does not hold, and does
SAMPLES = 40


def holds(sample, cls):
    return int([sample % 4 == 0, sample % 2 == 1, sample % 5 == 1][cls])


def words(values):
    width = max(len(value) for value in values)
    data = b"".join(v.ljust(width, "\0").encode("utf-32-le") for v in values)
    return npy([len(values)], f"<U{width}", data)


labels = [[holds(s, c) for c in range(3)] for s in range(SAMPLES)]
logits = [[LOGITS[c][row[c]] for c in range(3)] for row in labels]
for missed in (4, 24):
    logits[missed][0] = -2
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    def add(name, array):
        archive.writestr(name + ".npy", array)
    add("x", npy([SAMPLES, 3], "<f4",
                 struct.pack(f"<{3 * SAMPLES}f", *sum(logits, []))))
    add("label", npy([SAMPLES, 3], "|u1", bytes(sum(labels, []))))
    add("class_names", words(CLASSES))
    add("af", npy([SAMPLES], "|u1", bytes(row[1] for row in labels)))
    add("af_names", words(["no", "AF"]))
    add("record", words([f"r{s // 2}" for s in range(SAMPLES)]))
    add("split", words(["val"] * 20 + ["test"] * 20))
