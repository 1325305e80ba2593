"""Sizes, weights and layers that the models share."""

import math

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

# As in packages/training/test/reference-models.test.ts.
SIDES = ["context", "ad", "viewer", "ad"]
BATCH, FIELDS, DIM = 3, 4, 4
HIDDEN = [6, 4]
CROSSES, EXPERTS, RANK = 2, 2, 3
HEADS, ATTENTION_LAYERS = 2, 2
LENGTH, INTERESTS = 4, 3
# How many values each sequence has in each row; the n-th shares the table of feature TABLES[n].
LENGTHS = [[4, 2, 0], [1, 0, 3], [3, 4, 1]]
TABLES = [1, 3, 2]


def fixed(name, *shape):
    """0.5 sin(h + 1.3 i), h a hash of the name."""
    h = 0
    for letter in name:
        h = (h * 31 + ord(letter)) % 1009
    count = math.prod(shape)
    return torch.tensor([0.5 * math.sin(h + 1.3 * i) for i in range(count)]).reshape(
        shape
    )


def dense(x, name, out):
    return F.linear(
        x, fixed(f"{name}.weight", out, x.shape[-1]), fixed(f"{name}.bias", out)
    )


def mlp(x, widths=HIDDEN, name="mlp"):
    for depth, width in enumerate(widths):
        x = torch.relu(dense(x, f"{name}.{depth}", width))
    return x


def embedding(name="embedding"):
    return fixed(name, BATCH, FIELDS * DIM)


def fields(name="embedding"):
    return embedding(name).reshape(BATCH, FIELDS, DIM)


def of_sides(x, sides):
    return x[:, [i for i, side in enumerate(SIDES) if side in sides]]


def linear_terms():
    return fixed("bias", 1) + fixed("linear", BATCH, FIELDS).sum(1, keepdim=True)


def pairs(v):
    """sum over i < j of <v_i, v_j>, as the double loop that defines it."""
    total = torch.zeros(BATCH, 1)
    for i in range(FIELDS):
        for j in range(i + 1, FIELDS):
            total += (v[:, i] * v[:, j]).sum(1, keepdim=True)
    return total


def attention_of(query, key, value, biases=None, out=None):
    """nn.MultiheadAttention with weights [in, out] as x W has them."""
    width = query.shape[0]
    layer = nn.MultiheadAttention(
        width, HEADS, bias=biases is not None, batch_first=True
    )
    layer.in_proj_weight.data = torch.cat([query.T, key.T, value.T])
    layer.out_proj.weight.data = (
        torch.eye(width) if out is None else out[0].T.contiguous()
    )
    if biases is not None:
        layer.in_proj_bias.data = torch.cat(biases)
        layer.out_proj.bias.data = out[1]
    return layer
