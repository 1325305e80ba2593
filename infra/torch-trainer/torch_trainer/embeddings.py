"""Embedding tables outside the graph: mean-pooled rows in, a sparse gradient out."""

import torch
from torch.nn.functional import embedding


class EmbeddingInput:
    """The tables of all features, one below the other: [rows, dim]."""

    def __init__(self, name, dim, table):
        self.name = name
        self.dim = dim
        self.table = torch.nn.Parameter(table.clone())

    def gather(self, cells):
        """[batch, features * dim] from the rows of each cell, and their lengths unless all are 1."""
        rows, lengths, batch = cells
        values = embedding(rows, self.table, sparse=True)
        if lengths is not None:
            owner = torch.repeat_interleave(torch.arange(len(lengths), device=rows.device), lengths)
            sums = torch.zeros(len(lengths), self.dim, device=rows.device)
            values = sums.index_add(0, owner, values) / lengths.unsqueeze(1)
        return values.reshape(batch, -1)

    def gather_sequence(self, rows):
        """[batch, length, dim] and its mask [batch, length]; zeros where a row is negative."""
        mask = (rows >= 0).to(self.table.dtype)
        values = embedding(rows.clamp(min=0), self.table, sparse=True)
        return values * mask.unsqueeze(2), mask

    def take_gradient(self):
        """(rows, gradients) of the rows a batch used, each row once."""
        gradient = self.table.grad.coalesce()
        self.table.grad = None
        return gradient.indices()[0], gradient.values()


class Rows:
    """The encoded data set: the embedding rows of feature f of row r, as offsets say."""

    def __init__(self, rows, offsets, first):
        self.features = len(first)
        self.offsets = offsets
        lengths = offsets.diff()
        self.single = bool((lengths == 1).all())
        of_cell = first.repeat(len(lengths) // self.features)
        self.rows = rows + torch.repeat_interleave(of_cell, lengths)

    def cells(self, positions):
        """(rows, lengths, batch) of a batch; no lengths where each cell has one value."""
        if self.single:
            return self.rows.view(-1, self.features)[positions].reshape(-1), None, len(positions)
        features = torch.arange(self.features, device=positions.device)
        cell = (positions.unsqueeze(1) * self.features + features).reshape(-1)
        start = self.offsets[cell]
        lengths = self.offsets[cell + 1] - start
        first = torch.cumsum(lengths, 0) - lengths
        within = torch.arange(int(lengths.sum()), device=cell.device)
        within -= torch.repeat_interleave(first, lengths)
        rows = self.rows[torch.repeat_interleave(start, lengths) + within]
        return rows, lengths, len(positions)
