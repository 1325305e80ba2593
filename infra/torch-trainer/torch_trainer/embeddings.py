"""Embedding tables outside the graph: mean-pooled rows in, Adagrad on the rows that were used."""

import torch
from torch.nn.functional import embedding


class EmbeddingInput:
    def __init__(self, name, dim, tables):
        self.name = name
        self.dim = dim
        self.tables = [torch.nn.Parameter(table.clone()) for table in tables]

    def gather(self, cells):
        """[batch, features * dim] from the (rows, lengths) of each feature of a batch."""
        return torch.cat([self.pool(*pair) for pair in zip(self.tables, cells)], 1)

    def pool(self, table, cell):
        rows, lengths = cell
        values = embedding(rows, table, sparse=True)
        if lengths is None:
            return values
        owner = torch.repeat_interleave(torch.arange(len(lengths), device=rows.device), lengths)
        sums = torch.zeros(len(lengths), self.dim, device=rows.device)
        return sums.index_add(0, owner, values) / lengths.unsqueeze(1)

    def decay_used_rows(self, l2):
        """Adds l2 * weight to the gradient of the rows a batch used, and of no other."""
        for table in self.tables:
            gradient = table.grad.coalesce()
            gradient.values().add_(table.detach()[gradient.indices()[0]], alpha=l2)
            table.grad = gradient


class Rows:
    """The encoded data set: the embedding rows of feature f of row r, as offsets say."""

    def __init__(self, rows, offsets, feature_count):
        self.rows = rows
        self.offsets = offsets
        self.feature_count = feature_count
        self.single = len(rows) == len(offsets) - 1 and bool((offsets.diff() == 1).all())

    def cells(self, positions):
        """(rows, lengths) of each feature for a batch; no lengths where each row has one value."""
        if self.single:
            matrix = self.rows.view(-1, self.feature_count)[positions]
            return [(matrix[:, feature].contiguous(), None) for feature in range(self.feature_count)]
        return [self.cell(positions * self.feature_count + f) for f in range(self.feature_count)]

    def cell(self, cell):
        start = self.offsets[cell]
        lengths = self.offsets[cell + 1] - start
        if bool((lengths == 1).all()):
            return self.rows[start], None
        first = torch.cumsum(lengths, 0) - lengths
        within = torch.arange(int(lengths.sum()), device=cell.device)
        within -= torch.repeat_interleave(first, lengths)
        return self.rows[torch.repeat_interleave(start, lengths) + within], lengths
