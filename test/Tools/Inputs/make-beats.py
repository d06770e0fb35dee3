"""Six WFDB records of made-up heartbeats: make-beats.py FOLDER [RECORD ...]
N is narrow, A the same but early, V early, wide and upside down. Every tenth
beat is A, every tenth V. Records named on the command line get no lead MLII."""

import pathlib
import random
import struct
import sys

RATE, BEATS = 100, 40
CODES = {"N": 1, "V": 5, "A": 8}
SHAPES = {"N": (150, 2), "A": (150, 2), "V": (-200, 6)}  # counts, samples


def draw(signal, at, height, width):
    for i in range(-width, width + 1):
        signal[at + i] += height * (width + 1 - abs(i)) // (width + 1)


def write(folder, name, lead):
    rng = random.Random(name)
    kinds = ["NNNNANNNVN"[i % 10] for i in range(BEATS)]
    step = {"N": 80, "A": 50, "V": 55}
    places, at = [], 40
    for kind in kinds:
        at += step[kind] + rng.randrange(-3, 4)
        places.append(at)
    signal = [rng.randrange(-4, 5) for _ in range(at + 40)]
    for kind, place in zip(kinds, places):
        draw(signal, place, *SHAPES[kind])
    size = len(signal)
    (folder / f"{name}.dat").write_bytes(struct.pack(f"<{size}h", *signal))
    (folder / f"{name}.hea").write_text(
        f"{name} 1 {RATE} {size}\n{name}.dat 16 100(0)/mV 16 0 {signal[0]} "
        f"{sum(signal) & 0xffff} 0 {lead}\n")
    words, before = [], 0
    for kind, place in zip(kinds, places):
        words.append(CODES[kind] << 10 | place - before)
        before = place
    (folder / f"{name}.atr").write_bytes(
        struct.pack(f"<{len(words) + 1}H", *words, 0))


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name in ["p1", "p2", "p3", "p4", "p5", "p6"]:
    write(folder, name, "V1" if name in sys.argv[2:] else "MLII")
