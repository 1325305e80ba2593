"""A job folder: what to train, from which weights, on which batches."""

import json
from pathlib import Path

import numpy
import torch

from torch_trainer.embeddings import EmbeddingInput, Rows
from torch_trainer.graph import OnnxGraph


class Job:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.spec = json.loads((self.folder / "job.json").read_text())
        if self.spec["formatVersion"] != 1:
            raise ValueError(f"unknown job format {self.spec['formatVersion']}")
        self.device = torch.device(self.spec["device"])
        self.graph = OnnxGraph(self.folder / "graph.onnx", self.device)
        self.labels = self.read("labels.bin", "<f4").unsqueeze(1)
        self.weights = self.read("weights.bin", "<f4").unsqueeze(1)
        self.positions = self.read("positions.bin", "<u4", numpy.int64)
        self.rows = Rows(
            self.read("rows.bin", "<i4", numpy.int64),
            self.read("offsets.bin", "<i4", numpy.int64),
            len(self.spec["rowsByFeature"]),
        )
        self.parameters, self.embeddings = self.initial()

    def read(self, name, kind, wanted=None):
        values = numpy.fromfile(self.folder / name, dtype=kind)
        return torch.from_numpy(values.astype(wanted or values.dtype.newbyteorder("="))).to(self.device)

    def initial(self):
        values = self.read("initial.bin", "<f4")
        at = 0

        def take(*dims):
            nonlocal at
            size = int(numpy.prod(dims, dtype=numpy.int64))
            at += size
            return values[at - size : at].reshape(dims)

        parameters = {
            entry["name"]: torch.nn.Parameter(take(*entry["dims"]).clone())
            for entry in self.spec["parameters"]
        }
        embeddings = [
            EmbeddingInput(
                entry["input"],
                entry["dim"],
                [take(rows, entry["dim"]) for rows in self.spec["rowsByFeature"]],
            )
            for entry in self.spec["embeddingInputs"]
        ]
        if at != len(values):
            raise ValueError(f"initial.bin holds {len(values)} values, expected {at}")
        return parameters, embeddings

    def batches(self):
        return self.positions.split(self.spec["batchSize"])

    def write(self, losses, seconds, cpu_seconds):
        tensors = [*self.parameters.values(), *(t for e in self.embeddings for t in e.tables)]
        flat = torch.cat([tensor.detach().reshape(-1).cpu() for tensor in tensors])
        flat.numpy().astype("<f4").tofile(self.folder / "trained.bin")
        result = {
            "engine": f"torch {torch.__version__}",
            "losses": losses,
            "samplesPerSecond": len(self.positions) / seconds,
            "cpuSeconds": cpu_seconds,
        }
        (self.folder / "result.json").write_text(json.dumps(result))
