"""Encoders of the next item: row 0 holds one history, row 1 two side by side."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from layers import (
    DIM,
    HEADS,
    attention_of,
    dense,
    fixed,
)

TIME, LAYERS, CUTOFF, FILTER_SHARE = 5, 2, 3, 0.7
SEGMENTS = [[(0, 5)], [(0, 2), (2, 5)]]


def histories():
    return fixed("history", len(SEGMENTS), TIME, DIM)


def norm(x, name):
    return F.layer_norm(
        x, (DIM,), fixed(f"{name}.gain", DIM), fixed(f"{name}.offset", DIM)
    )


def distances(name, heads, length):
    """A weight for each distance j - i: [heads, T, T]."""
    table = fixed(f"{name}.distance", heads, 2 * TIME)
    steps = torch.arange(length)[None] - torch.arange(length)[:, None]
    return table[:, steps % (2 * TIME)]


def gelu(x):
    return x * torch.sigmoid(1.702 * x)


def attend(x, name, causal):
    """x [T, D] of one history."""
    time = len(x)
    part = lambda kind: fixed(f"{name}.{kind}.weight", DIM, DIM).T
    bias = lambda kind: fixed(f"{name}.{kind}.bias", DIM)
    layer = attention_of(
        part("query"),
        part("key"),
        part("value"),
        [bias("query"), bias("key"), bias("value")],
        (part("out"), bias("out")),
    )
    mask = distances(name, HEADS, time)
    if causal:
        mask = mask + torch.triu(torch.full((time, time), -math.inf), 1)
    return norm(
        x + layer(x[None], x[None], x[None], attn_mask=mask)[0][0], f"{name}.norm"
    )


def feed_forward(x, name):
    wide = gelu(dense(x, f"{name}.wide", 4 * DIM))
    return norm(x + dense(wide, f"{name}.narrow", DIM), f"{name}.norm")


def transformer(x, causal):
    x = norm(x, "embedding")
    for layer in range(LAYERS):
        x = attend(x, f"layer.{layer}.attention", causal)
        x = feed_forward(x, f"layer.{layer}.feed-forward")
    return x


def low_pass(x):
    """Of each position, the last value of the low frequencies of the TIME values that end there."""
    padded = torch.cat([torch.zeros(TIME - 1, DIM), x])
    low = []
    for at in range(len(x)):
        spectrum = torch.fft.rfft(padded[at : at + TIME], dim=0)
        spectrum[CUTOFF // 2 + 1 :] = 0
        low.append(torch.fft.irfft(spectrum, n=TIME, dim=0)[-1])
    return torch.stack(low)


def bsarec(x):
    x = norm(x, "embedding")
    for layer in range(LAYERS):
        of = f"layer.{layer}"
        low = low_pass(x)
        filtered = low + fixed(f"{of}.filter.beta", DIM) ** 2 * (x - low)
        filtered = norm(x + filtered, f"{of}.filter.norm")
        x = FILTER_SHARE * filtered + (1 - FILTER_SHARE) * attend(
            x, f"{of}.attention", True
        )
        x = feed_forward(x, f"{of}.feed-forward")
    return x


def gru4rec(x):
    layer = nn.GRU(DIM, DIM, batch_first=True)
    layer.weight_ih_l0.data = fixed("gru.items.weight", 3 * DIM, DIM)
    layer.bias_ih_l0.data = fixed("gru.items.bias", 3 * DIM)
    layer.weight_hh_l0.data = fixed("gru.state.weight", 3 * DIM, DIM)
    layer.bias_hh_l0.data = fixed("gru.state.bias", 3 * DIM)
    return dense(layer(norm(x, "embedding")[None])[0][0], "gru.out", DIM)


def hstu(x):
    x = norm(x, "embedding")
    time = len(x)
    causal = torch.tril(torch.ones(time, time))
    heads = lambda y: y.reshape(time, HEADS, DIM // HEADS).transpose(0, 1)
    for layer in range(LAYERS):
        of = f"layer.{layer}"
        u, v, q, k = F.silu(dense(norm(x, f"{of}.norm"), f"{of}.in", 4 * DIM)).split(
            DIM, 1
        )
        affinity = F.silu(
            heads(q) @ heads(k).transpose(1, 2) + distances(of, HEADS, time)
        )
        mixed = (affinity * causal / TIME) @ heads(v)
        mixed = mixed.transpose(0, 1).reshape(time, DIM)
        x = x + dense(norm(mixed, f"{of}.mixed") * u, f"{of}.out", DIM)
    return norm(x, "out")


def two_tower(x):
    time = len(x)
    importance = dense(torch.tanh(dense(x, "item", DIM)), "importance", 1)[:, 0]
    affinity = importance[None] + distances("recency", 1, time)[0]
    affinity = affinity + torch.triu(torch.full((time, time), -math.inf), 1)
    return feed_forward(torch.softmax(affinity, 1) @ x, "viewer")


def encoded(encode, hidden_items=False):
    rows = histories()
    if hidden_items:
        # Every second position is one that the model has to tell.
        rows = rows + (torch.arange(TIME) % 2)[None, :, None] * fixed("mask", 1, DIM)
    return [[encode(row[a:b]) for a, b in of] for row, of in zip(rows, SEGMENTS)]
