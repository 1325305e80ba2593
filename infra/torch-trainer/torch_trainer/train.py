"""The training loop: dense parameters by Adam under DDP, embedding rows by a sparse rule."""

import json
import math
import os
import time

import torch

from torch_trainer import checkpoint
from torch_trainer.row_rules import RowOptimiser


class Cancelled(Exception):
    pass


class GraphModule(torch.nn.Module):
    """The graph with its parameters, as DDP wants it."""

    def __init__(self, job):
        super().__init__()
        self.graph = job.graph
        learnt = {name: p for name, p in job.parameters.items() if p.requires_grad}
        self.followers = [name for name in job.parameters if name not in learnt]
        self.names = list(learnt)
        self.values = torch.nn.ParameterList(learnt.values())

    def forward(self, feeds):
        """The loss, and what parameters that follow batches follow."""
        values = self.graph.run(feeds | dict(zip(self.names, self.values)))
        return values["loss"], [values[f"of-batch.{name}"].detach() for name in self.followers]


class Training:
    def __init__(self, job, ranks):
        self.job = job
        self.ranks = ranks
        self.spec = job.spec
        self.module = GraphModule(job)
        self.model = ranks.wrap(self.module)
        self.dense = torch.optim.Adam(self.module.parameters(), betas=(0.9, 0.999), eps=1e-8)
        self.sparse = [RowOptimiser(self.spec["embeddingOptimiser"], e) for e in job.embeddings]
        self.best = None
        self.stopping = False
        self.launcher = int(os.environ.get("PLACARD_LAUNCHER", os.getpid()))
        self.samples = 0
        self.timed = (0, time.perf_counter(), time.process_time())
        self.progress = {
            "step": 0,
            "epoch": 0,
            "stepInEpoch": 0,
            "bestLoss": None,
            "bestEpoch": 0,
            "epochsWithoutImprovement": 0,
            "epochsNotImproved": 0,
            "losses": [],
            "finished": False,
        }
        self.reported = (time.perf_counter(), 0, 0)
        saved = checkpoint.load(job.folder, job.device)
        if saved:
            self.restore(saved)

    def run(self):
        progress, spec = self.progress, self.spec
        while not progress["finished"]:
            self.epoch()
            progress["epoch"] += 1
            progress["stepInEpoch"] = 0
            if len(self.job.validation):
                self.validate()
            progress["finished"] = (
                progress["epoch"] >= spec["epochs"]
                or progress["epochsWithoutImprovement"] >= spec["patienceEpochs"]
            )
            self.save()
        if self.best:
            for tensor, best in zip(self.job.tensors(), self.best, strict=True):
                tensor.data.copy_(best)

    def epoch(self):
        progress, spec = self.progress, self.spec
        for index, positions in enumerate(self.job.batches(progress["epoch"])):
            if index < progress["stepInEpoch"]:
                continue
            progress["losses"].append(self.step(positions))
            progress["step"] += 1
            progress["stepInEpoch"] += 1
            self.samples += len(positions)
            # The first step also allocates: it is not timed, unless there is no other.
            if self.samples == len(positions) and progress["step"] < len(spec["learningRateFactors"]):
                self.timed = (self.samples, time.perf_counter(), time.process_time())
            if progress["step"] % spec["reportEverySteps"] == 0:
                self.report(None)
            if progress["step"] % spec["checkpointEverySteps"] == 0:
                self.save()

    def step(self, positions):
        """The mean log loss of a batch before its update."""
        job, ranks, spec = self.job, self.ranks, self.spec
        step = self.progress["step"] + 1
        # Chance is the step's own, so that a run that goes on draws what it would have drawn.
        torch.manual_seed(spec["seed"] + 7919 * step + ranks.rank)
        self.stopping = self.stopping or self.is_orphan()
        factor = spec["learningRateFactors"][step - 1]
        factor *= spec["plateauFactor"] ** self.progress["epochsWithoutImprovement"]
        factor *= spec["stepDownFactor"] ** self.progress["epochsNotImproved"]
        mine = ranks.part(positions)
        share = (job.weights[mine].sum() / job.weights[positions].sum()).item() if len(mine) else 0
        rows = mine if len(mine) else positions[:1]
        loss, of_batch = self.model(job.feeds(rows) | self.masks(len(rows)))
        self.dense.zero_grad(set_to_none=True)
        # DDP takes the mean over ranks; the batch wants their sum.
        (loss * (share * ranks.count)).backward()
        for parameter in self.module.parameters():
            if parameter.dim() > 1 and spec["l2"] > 0:
                parameter.grad += spec["l2"] * parameter.detach()
        self.dense.param_groups[0]["lr"] = spec["learningRate"] * factor
        self.dense.step()
        self.follow(of_batch, share, step)
        for optimiser in self.sparse:
            used, gradients = optimiser.embedding.take_gradient()
            used, gradients = ranks.exchange(used, gradients / ranks.count)
            rate = spec["embeddingLearningRate"] * factor
            optimiser.step(used, gradients, step, rate, spec["embeddingL2"])
        mean = loss.item() * share
        if ranks.count > 1:
            mean = ranks.sum(mean)
            self.stopping = ranks.sum(float(self.stopping)) > 0
        if not math.isfinite(mean):
            raise ValueError(f"the loss became {mean} at step {step}")
        if self.stopping:
            self.progress["losses"].append(mean)
            self.progress["step"] += 1
            self.progress["stepInEpoch"] += 1
            self.save()
            raise Cancelled
        return mean

    @torch.no_grad()
    def follow(self, of_batch, share, step):
        """All the way to the first batch's statistics, half to the second's, in the end a tenth."""
        for name, values in zip(self.module.followers, of_batch, strict=True):
            parameter = self.job.parameters[name]
            batch = self.ranks.sum_tensor(values * share)
            parameter += max(0.1, 1 / step) * (batch - parameter)

    def pace(self):
        """Samples, seconds and CPU seconds over all ranks of the steps that were timed."""
        samples, at, cpu_at = self.timed
        seconds, cpu_seconds = time.perf_counter() - at, time.process_time() - cpu_at
        return self.samples - samples, seconds, self.ranks.sum(cpu_seconds)

    def is_orphan(self):
        """Whoever launched this was killed: another may go on from the checkpoint, and must do so alone."""
        try:
            os.kill(self.launcher, 0)
        except ProcessLookupError:
            return True
        return False

    def masks(self, size):
        """Inverted dropout: 0 with probability p, else 1 / (1 - p)."""
        kept = 1 - self.spec["dropout"]
        return {
            entry["name"]: torch.bernoulli(
                torch.full((size, entry["width"]), kept, device=self.job.device)
            )
            / kept
            for entry in self.spec["masks"]
        }

    @torch.no_grad()
    def validate(self):
        """Every rank scores its part; dropout is off."""
        job, progress = self.job, self.progress
        loss = weight = 0.0
        for part in self.ranks.part(job.validation).split(8192):
            part_weight = job.weights[part].sum().item()
            loss += job.judging.run(job.feeds(part) | job.parameters)["loss"].item() * part_weight
            weight += part_weight
        mean = self.ranks.sum(loss) / self.ranks.sum(weight)
        improved = progress["bestLoss"] is None or mean < progress["bestLoss"]
        known = self.spec["improvements"]
        if progress["epoch"] <= len(known):
            improved = known[progress["epoch"] - 1]
        if improved:
            progress |= {
                "bestLoss": mean,
                "bestEpoch": progress["epoch"],
                "epochsWithoutImprovement": 0,
            }
            self.best = [tensor.detach().clone() for tensor in job.tensors()]
        else:
            progress["epochsWithoutImprovement"] += 1
            progress["epochsNotImproved"] += 1
        self.report(mean)

    def report(self, validation):
        """One line for whoever launched this."""
        if not self.ranks.leads:
            return
        progress = self.progress
        at, samples, losses = self.reported
        now = time.perf_counter()
        fresh = progress["losses"][losses:]
        steps = -(-len(self.job.positions) // self.spec["epochs"] // self.spec["batchSize"])
        point = {
            "step": progress["step"],
            "epoch": progress["epoch"] + progress["stepInEpoch"] / steps,
            "trainLogLoss": sum(fresh) / len(fresh) if fresh else None,
            "validationLogLoss": validation,
            "samplesPerSecond": (self.samples - samples) / max(now - at, 1e-9) if fresh else None,
        }
        print(json.dumps({"type": "progress", "point": point}), flush=True)
        self.reported = (now, self.samples, len(progress["losses"]))

    def save(self):
        if not self.ranks.leads:
            return
        checkpoint.save(
            self.job.folder,
            {
                "fingerprint": self.spec["fingerprint"],
                "tensors": [tensor.detach() for tensor in self.job.tensors()],
                "dense": self.dense.state_dict(),
                "sparse": [optimiser.states for optimiser in self.sparse],
                "best": self.best,
                "progress": self.progress,
            },
        )

    def restore(self, saved):
        if saved["fingerprint"] != self.spec["fingerprint"]:
            raise ValueError("the checkpoint belongs to another job")
        for tensor, value in zip(self.job.tensors(), saved["tensors"], strict=True):
            tensor.data.copy_(value)
        self.dense.load_state_dict(saved["dense"])
        for optimiser, states in zip(self.sparse, saved["sparse"], strict=True):
            optimiser.states = states
        self.best = saved["best"]
        self.progress = saved["progress"]
        self.reported = (time.perf_counter(), 0, len(self.progress["losses"]))
