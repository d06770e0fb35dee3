#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes PyTorchGradients.inc: what PyTorch says about the layers of
# GradientPyTorchTest.cpp. No test runs it; it needs torch.
#
#   python3 Inputs/pytorch-gradients.py > PyTorchGradients.inc

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def pattern(seed, *shape):
    """The operands, as the test makes them: eighths in [-0.75, 0.75]."""
    count = torch.Size(shape).numel()
    values = [((7 * i + 3 * seed + i * i) % 13 - 6) / 8 for i in range(count)]
    return torch.tensor(values).reshape(shape)


print("""// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Written by Inputs/pytorch-gradients.py: gradients by the operands in order.
""")


def show(name, *tensors):
    print(f"const std::vector<std::vector<double>> {name} = {{")
    for tensor in tensors:
        line = "    {"
        for value in tensor.flatten().tolist():
            text = f"{value:.9g}, "
            if len(line) + len(text) > 79:
                print(line.rstrip())
                line = "     "
            line += text
        print(line.rstrip(", ") + "},")
    print("};")


def leaf(seed, *shape):
    return pattern(seed, *shape).requires_grad_()


def recurrent(kind, gates, order, hidden, directions):
    """Gradients by input, W, R and bias in ONNX's order of gates. The input is
    samples x time x 1 x features, as calls have it."""
    rows = gates * hidden
    x = leaf(1, 2, 3, 1, 2)
    w, r = leaf(2, directions, rows, 2), leaf(3, directions, rows, hidden)
    b = leaf(4, directions, 2 * rows)

    def reorder(rows_of):
        blocks = rows_of.split(hidden)
        return torch.cat([blocks[i] for i in order])

    layer = kind(2, hidden, bidirectional=directions == 2)
    names = []
    for d in range(directions):
        suffix = "_l0" + ("_reverse" if d else "")
        names += [("weight_ih" + suffix, reorder(w[d])),
                  ("weight_hh" + suffix, reorder(r[d])),
                  ("bias_ih" + suffix, reorder(b[d, :rows])),
                  ("bias_hh" + suffix, reorder(b[d, rows:]))]
    y, state = torch.func.functional_call(
        layer, dict(names), x[:, :, 0].transpose(0, 1))
    states = state if isinstance(state, tuple) else (state,)
    # T x B x D*H to B x T x D x 1 x H, and D x B x H to B x D x 1 x H.
    y = y.reshape(3, 2, directions, 1, hidden).transpose(0, 1)
    results = [y] + [s.transpose(0, 1).unsqueeze(2) for s in states]
    loss = sum((result * pattern(5 + i, *result.shape)).sum()
               for i, result in enumerate(results))
    loss.backward()
    return x.grad, w.grad, r.grad, b.grad


# ONNX has i, o, f, c and z, r, h; PyTorch i, f, g, o and r, z, n.
show("lstm", *recurrent(nn.LSTM, 4, [0, 2, 3, 1], 2, 2))
show("gru", *recurrent(nn.GRU, 3, [1, 0, 2], 2, 1))

x, scale, shift = leaf(1, 2, 2, 4), leaf(2, 4), leaf(3, 4)
y = nn.functional.layer_norm(x, [4], scale, shift, eps=1e-5)
(y * pattern(5, 2, 2, 4)).sum().backward()
show("layerNorm", x.grad, scale.grad, shift.grad)

x, w, b = leaf(1, 2, 2, 6), leaf(2, 3, 2, 3), leaf(3, 3)
y = nn.functional.conv1d(x, w, b, stride=2, padding=1)
(y * pattern(5, 2, 3, 3)).sum().backward()
show("conv1d", x.grad, w.grad, b.grad)

x, scale, shift = leaf(1, 2, 2, 3), leaf(2, 2), leaf(3, 2)
y = nn.functional.batch_norm(x, None, None, scale, shift, training=True,
                             eps=1e-5)
(y * pattern(5, 2, 2, 3)).sum().backward()
show("batchNorm", x.grad, scale.grad, shift.grad)

# Self-attention of 3 steps of 4 features with 2 heads.
x = pattern(1, 2, 3, 4)
weights, biases = leaf(2, 12, 4), leaf(3, 12)
out, outBias = leaf(4, 4, 4), leaf(6, 4)
layer = nn.MultiheadAttention(4, 2, batch_first=True)
y, _ = torch.func.functional_call(
    layer, {"in_proj_weight": weights, "in_proj_bias": biases,
            "out_proj.weight": out, "out_proj.bias": outBias}, (x, x, x))
(y * pattern(5, 2, 3, 4)).sum().backward()
show("attention", weights.grad, biases.grad, out.grad, outBias.grad)
