"""A job folder: what to train, from which weights, on which batches."""

import json
from pathlib import Path

import numpy
import torch

from torch_trainer.embeddings import EmbeddingInput, Rows
from torch_trainer.graph import OnnxGraph


class Job:
    def __init__(self, folder, device):
        self.folder = Path(folder)
        self.spec = json.loads((self.folder / "job.json").read_text())
        if self.spec["formatVersion"] != 3:
            raise ValueError(f"unknown job format {self.spec['formatVersion']}")
        self.device = device
        self.graph = OnnxGraph(self.folder / "graph.onnx", device)
        self.judging = OnnxGraph(self.folder / "judging.onnx", device)
        self.labels = self.read("labels.bin", "<f4").unsqueeze(1)
        self.weights = self.read("weights.bin", "<f4").unsqueeze(1)
        self.validation = self.read("validation.bin", "<u4", numpy.int64)
        # All epochs one after another: read from the disk as they are needed.
        self.positions = numpy.memmap(self.folder / "positions.bin", dtype="<u4", mode="r")
        sizes = torch.tensor([0, *self.spec["rowsByFeature"]], device=device)
        first = torch.cumsum(sizes, 0)[:-1]
        self.rows = Rows(
            self.read("rows.bin", "<i4", numpy.int64),
            self.read("offsets.bin", "<i4", numpy.int64),
            first,
        )
        self.sequences = [
            (entry, self.sequence(index, entry["length"], first[entry["tableIndex"]]))
            for index, entry in enumerate(self.spec["sequences"])
        ]
        self.parameters, self.embeddings = self.initial()

    def read(self, name, kind, wanted=None):
        values = numpy.fromfile(self.folder / name, dtype=kind)
        return torch.from_numpy(values.astype(wanted or values.dtype.newbyteorder("="))).to(self.device)

    def sequence(self, index, length, first):
        rows = self.read(f"sequence-{index}.bin", "<i4", numpy.int64).reshape(-1, length)
        return torch.where(rows < 0, rows, rows + first)

    def initial(self):
        values = self.read("initial.bin", "<f4")
        at = 0

        def take(*dims):
            nonlocal at
            size = int(numpy.prod(dims, dtype=numpy.int64))
            at += size
            return values[at - size : at].reshape(dims)

        parameters = {
            entry["name"]: torch.nn.Parameter(
                take(*entry["dims"]).clone(), requires_grad=not entry["follows"]
            )
            for entry in self.spec["parameters"]
        }
        rows = sum(self.spec["rowsByFeature"])
        embeddings = [
            EmbeddingInput(entry["input"], entry["dim"], take(rows, entry["dim"]))
            for entry in self.spec["embeddingInputs"]
        ]
        if at != len(values):
            raise ValueError(f"initial.bin holds {len(values)} values, expected {at}")
        return parameters, embeddings

    def batches(self, epoch):
        """The rows of each step of an epoch."""
        each = len(self.positions) // self.spec["epochs"]
        order = self.positions[epoch * each : (epoch + 1) * each]
        for start in range(0, each, self.spec["batchSize"]):
            batch = order[start : start + self.spec["batchSize"]]
            yield torch.from_numpy(batch.astype(numpy.int64)).to(self.device)

    def feeds(self, positions):
        """The graph's inputs but for parameters and dropout masks."""
        cells = self.rows.cells(positions)
        feeds = {embedding.name: embedding.gather(cells) for embedding in self.embeddings}
        tables = {embedding.name: embedding for embedding in self.embeddings}
        for entry, rows in self.sequences:
            values, mask = tables[entry["embedding"]].gather_sequence(rows[positions])
            feeds |= {entry["input"]: values, entry["mask"]: mask}
        return feeds | {"labels": self.labels[positions], "weights": self.weights[positions]}

    def tensors(self):
        """All that is learnt, in the order of initial.bin."""
        return [*self.parameters.values(), *(embedding.table for embedding in self.embeddings)]

    def write(self, result):
        flat = torch.cat([tensor.detach().reshape(-1).cpu() for tensor in self.tensors()])
        flat.numpy().astype("<f4").tofile(self.folder / "trained.bin")
        (self.folder / "result.json").write_text(json.dumps(result))
