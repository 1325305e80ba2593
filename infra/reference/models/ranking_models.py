"""Rankers of a pair: a score of pooled fields, and of histories in their order."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from layers import (
    ATTENTION_LAYERS,
    BATCH,
    CROSSES,
    DIM,
    EXPERTS,
    FIELDS,
    HEADS,
    HIDDEN,
    INTERESTS,
    LENGTH,
    LENGTHS,
    RANK,
    TABLES,
    attention_of,
    dense,
    embedding,
    fields,
    fixed,
    linear_terms,
    mlp,
    of_sides,
    pairs,
)


def ffm():
    shown = fixed("field-aware", BATCH, FIELDS, FIELDS, DIM)
    total = linear_terms()
    for i in range(FIELDS):
        for j in range(i + 1, FIELDS):
            total = total + (shown[:, i, j] * shown[:, j, i]).sum(1, keepdim=True)
    return total


def deepfm():
    first = fixed("linear", BATCH, FIELDS).sum(1, keepdim=True)
    return first + pairs(fields()) + dense(mlp(embedding()), "out", 1)


def neumf():
    viewer = ("context", "viewer", "cross")
    gmf = fields("gmf")
    product = of_sides(gmf, viewer).sum(1) * of_sides(gmf, ("ad",)).sum(1)
    both = fields("mlp")
    deep = mlp(
        torch.cat([of_sides(both, viewer), of_sides(both, ("ad",))], 1).flatten(1)
    )
    return dense(torch.cat([product, deep], 1), "out", 1)


def autoint():
    x = fields()
    for depth in range(ATTENTION_LAYERS):
        weight = lambda part: fixed(f"attention.{depth}.{part}", DIM, DIM)
        layer = attention_of(weight("query"), weight("key"), weight("value"))
        x = torch.relu(layer(x, x, x)[0] + x @ weight("residual"))
    return dense(x.flatten(1), "attention.out", 1) + dense(mlp(embedding()), "out", 1)


def dcn_v2():
    x0 = x = embedding()
    for depth in range(CROSSES):
        x = x0 * dense(x, f"cross.{depth}", FIELDS * DIM) + x
    return dense(torch.cat([x, mlp(x0)], 1), "out", 1)


def dcn_v2_mix():
    x0 = x = embedding()
    width = FIELDS * DIM
    for depth in range(CROSSES):
        gate = torch.softmax(dense(x, f"cross.{depth}.gate", EXPERTS), 1)
        crossed = []
        for expert in range(EXPERTS):
            of = f"cross.{depth}.{expert}"
            low = torch.tanh(x @ fixed(f"{of}.down", RANK, width).T)
            low = torch.tanh(low @ fixed(f"{of}.core", RANK, RANK).T)
            crossed.append(x0 * dense(low, f"{of}.up", width))
        x = x + torch.einsum("be,ebw->bw", gate, torch.stack(crossed))
    return dense(torch.cat([x, mlp(x0)], 1), "out", 1)


def final_mlp():
    x = embedding()

    def stream(name, sides):
        gate = torch.relu(
            dense(of_sides(fields(), sides).flatten(1), f"{name}.gate.0", HIDDEN[0])
        )
        gate = 2 * torch.sigmoid(dense(gate, f"{name}.gate.1", FIELDS * DIM))
        return mlp(x * gate, name=name)

    first, second = (
        stream("first", ("context", "viewer", "cross")),
        stream("second", ("ad",)),
    )
    size = HIDDEN[-1] // HEADS
    weight = fixed("fusion.weight", HEADS, size, size)
    score = dense(first, "first.out", 1) + dense(second, "second.out", 1)
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        score = score + F.bilinear(
            first[:, part], second[:, part], weight[head : head + 1]
        )
    return score


def esmm(task):
    return dense(mlp(embedding(), name=task), f"{task}.out", 1)


def mmoe(task):
    x = embedding()
    experts = torch.stack(
        [mlp(x, HIDDEN[:-1], f"expert.{e}") for e in range(EXPERTS)], 1
    )
    gate = torch.softmax(dense(x, f"{task}.gate", EXPERTS), 1)
    mixed = torch.bmm(gate[:, None], experts)[:, 0]
    return dense(mlp(mixed, HIDDEN[-1:], task), f"{task}.out", 1)


# Models that read histories, newest first.


class History:
    def __init__(self, name, n):
        self.name, self.lengths = name, LENGTHS[n]
        self.mask = torch.tensor(
            [[t < length for t in range(LENGTH)] for length in self.lengths]
        )
        self.values = fixed(name, BATCH, LENGTH, DIM) * self.mask[..., None]
        self.target = fields()[:, TABLES[n]]

    def matrix(self, part, rows, columns):
        return fixed(f"{self.name}.{part}.weight", rows, columns)

    def placewise(self, x, part, out):
        return x @ self.matrix(part, x.shape[-1], out) + fixed(
            f"{self.name}.{part}.bias", out
        )


ITEMS_AND_ADS = ("history.items", "history.ads")


def with_history(read, names=ITEMS_AND_ADS):
    parts = [embedding()]
    for n, name in enumerate(names):
        parts += read(History(name, n))
    return dense(mlp(torch.cat(parts, 1)), "out", 1)


def din(h):
    e, t = h.values, h.target[:, None].expand(-1, LENGTH, -1)
    a, c = h.matrix("attention.target", DIM, 32), h.matrix("attention.history", DIM, 32)
    d = h.matrix("attention.product", DIM, 32)
    # The paper's layer reads [e, target, e - target, e * target]; any weight of the difference gives ours.
    x = torch.full((DIM, 32), 0.3)
    layer = torch.cat([c - x, a + x, x, d])
    hidden = torch.relu(
        torch.cat([e, t, e - t, e * t], 2) @ layer
        + fixed(f"{h.name}.attention.history.bias", 32)
    )
    weights = h.placewise(hidden, "attention.out", 1) * h.mask[..., None]
    interest = (weights * e).sum(1)
    return [interest, interest * h.target]


def state_and_match(h, last):
    return [last, last * h.target]


def read_in_order(h, layer, x, lengths):
    """The last answer of a recurrent layer over each row's present values, oldest first; zeros where none."""
    last = torch.zeros(BATCH, DIM)
    for row, length in enumerate(lengths):
        if length > 0:
            out, _ = layer(x[row, :length].flip(0)[None])
            last[row] = out[0, -1]
    return last


def recurrent(h, kind, order, forget=None):
    gates = len(order)
    layer = kind(DIM, DIM, batch_first=True)
    blocks = lambda name: torch.cat(
        [
            fixed(f"{h.name}.{name}", gates * DIM, DIM)[g * DIM : (g + 1) * DIM]
            for g in order
        ]
    )
    bias = fixed(f"{h.name}.bias", gates * DIM).reshape(gates, DIM)
    if forget is not None:
        bias = bias + torch.eye(gates)[forget][:, None]
    layer.weight_ih_l0.data, layer.weight_hh_l0.data = blocks("input"), blocks("memory")
    layer.bias_ih_l0.data = bias[order].flatten()
    layer.bias_hh_l0.data = torch.zeros(gates * DIM)
    return layer


def rnn(h):
    return state_and_match(
        h, read_in_order(h, recurrent(h, nn.RNN, [0]), h.values, h.lengths)
    )


def gru(h):
    layer = recurrent(h, nn.GRU, [0, 1, 2])
    return state_and_match(h, read_in_order(h, layer, h.values, h.lengths))


def lstm_layer(h):
    # Ours lie as input, output, forget, cell; PyTorch's as input, forget, cell, output.
    return recurrent(h, nn.LSTM, [0, 2, 3, 1], forget=2)


def lstm(h):
    return state_and_match(h, read_in_order(h, lstm_layer(h), h.values, h.lengths))


def text_cnn_lstm(h):
    filters = nn.Conv1d(DIM, DIM, 3)
    filters.weight.data = (
        h.matrix("filters", 3 * DIM, DIM).reshape(3, DIM, DIM).permute(2, 1, 0)
    )
    filters.bias.data = fixed(f"{h.name}.filters.bias", DIM)
    phrases = torch.relu(filters(h.values.transpose(1, 2))).transpose(1, 2)
    lengths = [min(length, LENGTH - 2) for length in h.lengths]
    return state_and_match(h, read_in_order(h, lstm_layer(h), phrases, lengths))


def bst(h):
    places = LENGTH + 1
    x = torch.cat([h.target[:, None], h.values], 1) * math.sqrt(DIM)
    x = x + fixed(f"{h.name}.position", places, DIM)
    layer = nn.TransformerEncoderLayer(DIM, HEADS, 2 * DIM, dropout=0, batch_first=True)
    part = lambda name: h.matrix(name, DIM, DIM)
    bias = lambda name, width=DIM: fixed(f"{h.name}.{name}.bias", width)
    layer.self_attn = attention_of(
        part("query"),
        part("key"),
        part("value"),
        [bias("query"), bias("key"), bias("value")],
        (part("mix"), bias("mix")),
    )
    layer.linear1.weight.data = h.matrix("feed.0", DIM, 2 * DIM).T.contiguous()
    layer.linear1.bias.data = bias("feed.0", 2 * DIM)
    layer.linear2.weight.data = h.matrix("feed.1", 2 * DIM, DIM).T.contiguous()
    layer.linear2.bias.data = bias("feed.1")
    for n, norm in enumerate([layer.norm1, layer.norm2]):
        norm.weight.data = fixed(f"{h.name}.norm.{n}.gain", DIM)
        norm.bias.data = fixed(f"{h.name}.norm.{n}.offset", DIM)
    hidden = torch.cat([torch.zeros(BATCH, 1, dtype=torch.bool), ~h.mask], 1)
    return [layer(x, src_key_padding_mask=hidden).flatten(1)]


def multi_interest(h):
    rows = []
    for row, length in enumerate(h.lengths):
        if length == 0:
            rows.append(torch.zeros(DIM))
            continue
        e = h.values[row, :length]
        p = fixed(f"{h.name}.position", LENGTH, DIM)[:length]
        hidden = torch.tanh((e + p) @ h.matrix("interest.0", DIM, 4 * DIM))
        weights = torch.softmax(hidden @ h.matrix("interest.1", 4 * DIM, INTERESTS), 0)
        interests = weights.T @ e
        choice = torch.softmax(4 * interests @ h.target[row], 0)
        rows.append(choice @ interests)
    interest = torch.stack(rows)
    return [interest, interest * h.target]
