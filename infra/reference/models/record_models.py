"""Records what each ranking model and sequence encoder scores by its published formula, written with PyTorch's own
layers (GRU, LSTM, Conv1d, MultiheadAttention, TransformerEncoderLayer, rfft...), never with Placard's graphs.
Weights and inputs are a fixed function of their names, so that the file holds scores alone.

    python3 infra/reference/models/record_models.py > packages/training/test/reference-models.json
"""

import json
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
    return torch.tensor([0.5 * math.sin(h + 1.3 * i) for i in range(count)]).reshape(shape)


def dense(x, name, out):
    return F.linear(x, fixed(f"{name}.weight", out, x.shape[-1]), fixed(f"{name}.bias", out))


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
    deep = mlp(torch.cat([of_sides(both, viewer), of_sides(both, ("ad",))], 1).flatten(1))
    return dense(torch.cat([product, deep], 1), "out", 1)


def attention_of(query, key, value, biases=None, out=None):
    """nn.MultiheadAttention with weights [in, out] as x W has them."""
    width = query.shape[0]
    layer = nn.MultiheadAttention(width, HEADS, bias=biases is not None, batch_first=True)
    layer.in_proj_weight.data = torch.cat([query.T, key.T, value.T])
    layer.out_proj.weight.data = torch.eye(width) if out is None else out[0].T.contiguous()
    if biases is not None:
        layer.in_proj_bias.data = torch.cat(biases)
        layer.out_proj.bias.data = out[1]
    return layer


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
        gate = torch.relu(dense(of_sides(fields(), sides).flatten(1), f"{name}.gate.0", HIDDEN[0]))
        gate = 2 * torch.sigmoid(dense(gate, f"{name}.gate.1", FIELDS * DIM))
        return mlp(x * gate, name=name)

    first, second = stream("first", ("context", "viewer", "cross")), stream("second", ("ad",))
    size = HIDDEN[-1] // HEADS
    weight = fixed("fusion.weight", HEADS, size, size)
    score = dense(first, "first.out", 1) + dense(second, "second.out", 1)
    for head in range(HEADS):
        part = slice(head * size, (head + 1) * size)
        score = score + F.bilinear(first[:, part], second[:, part], weight[head : head + 1])
    return score


def esmm(task):
    return dense(mlp(embedding(), name=task), f"{task}.out", 1)


def mmoe(task):
    x = embedding()
    experts = torch.stack([mlp(x, HIDDEN[:-1], f"expert.{e}") for e in range(EXPERTS)], 1)
    gate = torch.softmax(dense(x, f"{task}.gate", EXPERTS), 1)
    mixed = torch.bmm(gate[:, None], experts)[:, 0]
    return dense(mlp(mixed, HIDDEN[-1:], task), f"{task}.out", 1)


# Models that read histories, newest first.


class History:
    def __init__(self, name, n):
        self.name, self.lengths = name, LENGTHS[n]
        self.mask = torch.tensor([[t < length for t in range(LENGTH)] for length in self.lengths])
        self.values = fixed(name, BATCH, LENGTH, DIM) * self.mask[..., None]
        self.target = fields()[:, TABLES[n]]

    def matrix(self, part, rows, columns):
        return fixed(f"{self.name}.{part}.weight", rows, columns)

    def placewise(self, x, part, out):
        return x @ self.matrix(part, x.shape[-1], out) + fixed(f"{self.name}.{part}.bias", out)


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
        torch.cat([e, t, e - t, e * t], 2) @ layer + fixed(f"{h.name}.attention.history.bias", 32)
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
        [fixed(f"{h.name}.{name}", gates * DIM, DIM)[g * DIM : (g + 1) * DIM] for g in order]
    )
    bias = fixed(f"{h.name}.bias", gates * DIM).reshape(gates, DIM)
    if forget is not None:
        bias = bias + torch.eye(gates)[forget][:, None]
    layer.weight_ih_l0.data, layer.weight_hh_l0.data = blocks("input"), blocks("memory")
    layer.bias_ih_l0.data = bias[order].flatten()
    layer.bias_hh_l0.data = torch.zeros(gates * DIM)
    return layer


def rnn(h):
    return state_and_match(h, read_in_order(h, recurrent(h, nn.RNN, [0]), h.values, h.lengths))


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
    filters.weight.data = h.matrix("filters", 3 * DIM, DIM).reshape(3, DIM, DIM).permute(2, 1, 0)
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


# Encoders of the next item: row 0 holds one history, row 1 two side by side.

TIME, LAYERS, CUTOFF, FILTER_SHARE = 5, 2, 3, 0.7
SEGMENTS = [[(0, 5)], [(0, 2), (2, 5)]]


def histories():
    return fixed("history", len(SEGMENTS), TIME, DIM)


def norm(x, name):
    return F.layer_norm(x, (DIM,), fixed(f"{name}.gain", DIM), fixed(f"{name}.offset", DIM))


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
    return norm(x + layer(x[None], x[None], x[None], attn_mask=mask)[0][0], f"{name}.norm")


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
        x = FILTER_SHARE * filtered + (1 - FILTER_SHARE) * attend(x, f"{of}.attention", True)
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
        u, v, q, k = F.silu(dense(norm(x, f"{of}.norm"), f"{of}.in", 4 * DIM)).split(DIM, 1)
        affinity = F.silu(heads(q) @ heads(k).transpose(1, 2) + distances(of, HEADS, time))
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


def numbers(tensor):
    return [float(f"{x:.12g}") for x in tensor.detach().flatten()]


def clicks_and_conversions(model):
    return {"logit": numbers(model("click")), "conversion_logit": numbers(model("conversion"))}


def logit(tensor):
    return {"logit": numbers(tensor)}


def hidden(parts):
    return numbers(torch.cat([torch.cat(row) for row in parts]))


WORDS = ("words.ad", "words.page", "words.history")

print(
    json.dumps(
        {
            "library": f"PyTorch {torch.__version__}",
            "models": {
                "logistic-regression": logit(linear_terms()),
                "fm": logit(linear_terms() + pairs(fields())),
                "ffm": logit(ffm()),
                "dnn": logit(dense(mlp(embedding()), "out", 1)),
                "wide-and-deep": logit(linear_terms() + dense(mlp(embedding()), "out", 1)),
                "deepfm": logit(deepfm()),
                "neumf": logit(neumf()),
                "autoint": logit(autoint()),
                "dcn-v2": logit(dcn_v2()),
                "dcn-v2-mix": logit(dcn_v2_mix()),
                "final-mlp": logit(final_mlp()),
                "esmm": clicks_and_conversions(esmm),
                "mmoe": clicks_and_conversions(mmoe),
                "din": logit(with_history(din)),
                "rnn": logit(with_history(rnn)),
                "lstm": logit(with_history(lstm)),
                "gru": logit(with_history(gru)),
                "behaviour-sequence-transformer": logit(with_history(bst)),
                "text-cnn-lstm": logit(with_history(text_cnn_lstm, WORDS)),
                "multi-interest": logit(with_history(multi_interest)),
            },
            "encoders": {
                "two-tower": hidden(encoded(two_tower)),
                "gru4rec": hidden(encoded(gru4rec)),
                "sasrec": hidden(encoded(lambda x: transformer(x, True))),
                "bert4rec": hidden(encoded(lambda x: transformer(x, False), hidden_items=True)),
                "hstu": hidden(encoded(hstu)),
                "bsarec": hidden(encoded(bsarec)),
            },
        }
    )
)
