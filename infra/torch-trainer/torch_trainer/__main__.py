"""Trains one job folder: python3 -m torch_trainer <folder>"""

import sys
import time

import torch

from torch_trainer.job import Job


def train(job):
    """The mean log loss of each batch before its update."""
    spec = job.spec
    dense = torch.optim.Adam(job.parameters.values(), betas=(0.9, 0.999), eps=1e-8)
    tables = [table for embedding in job.embeddings for table in embedding.tables]
    sparse = torch.optim.Adagrad(tables, eps=1e-10)
    losses = []
    for positions, factor in zip(job.batches(), spec["learningRateFactors"], strict=True):
        dense.param_groups[0]["lr"] = spec["learningRate"] * factor
        sparse.param_groups[0]["lr"] = spec["embeddingLearningRate"] * factor
        cells = job.rows.cells(positions)
        feeds = {embedding.name: embedding.gather(cells) for embedding in job.embeddings}
        feeds |= {"labels": job.labels[positions], "weights": job.weights[positions]}
        loss = job.graph.run(feeds | job.parameters)["loss"]
        dense.zero_grad(set_to_none=True)
        sparse.zero_grad(set_to_none=True)
        loss.backward()
        decay(job, spec["l2"])
        dense.step()
        sparse.step()
        losses.append(loss.item())
    return losses


def decay(job, l2):
    """Weight decay of matrices and of used embedding rows; biases have none."""
    if l2 == 0:
        return
    for parameter in job.parameters.values():
        if parameter.dim() > 1:
            parameter.grad += l2 * parameter.detach()
    for embedding in job.embeddings:
        embedding.decay_used_rows(l2)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 -m torch_trainer <job folder>")
    job = Job(sys.argv[1])
    torch.set_num_threads(job.spec["threads"])
    started, cpu_started = time.perf_counter(), time.process_time()
    losses = train(job)
    job.write(
        losses,
        seconds=time.perf_counter() - started,
        cpu_seconds=time.process_time() - cpu_started,
    )


main()
