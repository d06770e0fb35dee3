#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Trains rhythmnet on generated ECG and writes rhythmnet.onnx (README.md).

Not part of the build. Needs Debian's python3-torch, python3-onnx and the
ecg-export program:
    ecg-export synthetic:n=16000,seed=1 train.npz
    python3 examples/synthetic/train.py train.npz rhythmnet.onnx
"""
import argparse
import math
from collections import OrderedDict

import numpy as np
import onnx
import torch
from torch import nn


class RhythmNet(nn.Sequential):
    """ECGNet's recipe: convolution, ReLU and max pooling in turns, then two
    linear layers."""

    def __init__(self, classes, length):
        layers = OrderedDict()
        channels = 1
        stages = [(8, 15, 2), (16, 9, 1), (24, 7, 1), (32, 5, 1), (32, 5, 1)]
        for number, (width, kernel, stride) in enumerate(stages, 1):
            layers[f"conv{number}"] = nn.Conv1d(channels, width, kernel,
                                                stride, kernel // 2)
            layers[f"relu{number}"] = nn.ReLU()
            layers[f"pool{number}"] = nn.MaxPool1d(2)
            channels = width
            length = length // stride // 2
        layers["flatten"] = nn.Flatten()
        layers["hidden"] = nn.Linear(channels * length, 48)
        layers["relu"] = nn.ReLU()
        layers["classes"] = nn.Linear(48, classes)
        super().__init__(layers)


def load(path):
    """Signals, labels and split of every sample, and the class names."""
    data = np.load(path)
    split = data["split"].astype(str)
    x = torch.from_numpy(data["signal"])
    y = torch.from_numpy(data["label"]).long()
    parts = {part: (x[split == part], y[split == part])
             for part in ("train", "val", "test")}
    return parts, [name.decode() for name in data["class_names"]]


@torch.no_grad()
def predict(model, x):
    model.eval()
    return torch.cat([model(part).argmax(1) for part in x.split(500)])


def accuracy(model, x, y):
    return (predict(model, x) == y).float().mean().item()


def wilson(rate, count, z=1.96):
    """95 % interval of a rate after Wilson (1927)."""
    center = (rate + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(rate * (1 - rate) / count + z * z / (4 * count**2))
    half /= 1 + z * z / count
    return center - half, center + half


def train(model, parts, epochs, batch):
    x, y = parts["train"]
    steps = epochs * math.ceil(len(x) / batch)
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, steps)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.05)
    best, state = -1.0, None
    for epoch in range(epochs):
        model.train()
        for index in torch.randperm(len(x)).split(batch):
            optimizer.zero_grad()
            loss_of(model(x[index]), y[index]).backward()
            optimizer.step()
            schedule.step()
        score = accuracy(model, *parts["val"])
        print(f"epoch {epoch + 1}: val {score:.4f}", flush=True)
        if score >= best:
            best = score
            state = {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(state)


def export(model, length, classes, path):
    model.eval()
    torch.onnx.export(model, torch.zeros(1, 1, length), path, opset_version=17,
                      input_names=["ecg"], output_names=["logits"])
    graph = onnx.load(path)
    graph.graph.name = "rhythmnet"
    graph.doc_string = "Rhythms of synthetic ECG, 8 s at 128 Hz, z-scored."
    entry = graph.metadata_props.add()
    entry.key, entry.value = "class_names", ",".join(classes)
    onnx.checker.check_model(graph, full_check=True)
    onnx.save(graph, path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("output")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    parts, classes = load(args.data)
    length = parts["train"][0].shape[2]
    model = RhythmNet(len(classes), length)
    print(sum(p.numel() for p in model.parameters()), "parameters")
    train(model, parts, args.epochs, batch=64)

    x, y = parts["test"]
    rate = accuracy(model, x, y)
    low, high = wilson(rate, len(x))
    print(f"test {rate:.4f} [{low:.4f}, {high:.4f}] of {len(x)}")
    found = predict(model, x)
    for number, name in enumerate(classes):
        row = np.bincount(found[y == number], minlength=len(classes))
        print(f"{name:12}", *(f"{n:4}" for n in row))
    export(model, length, classes, args.output)


if __name__ == "__main__":
    main()
