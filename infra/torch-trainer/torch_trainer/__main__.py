"""Trains one job folder: python3 -m torch_trainer <folder>, or the same under torchrun."""

import signal
import sys
import time

import json
from pathlib import Path

import torch

from torch_trainer.job import Job
from torch_trainer.ranks import Ranks
from torch_trainer.train import Cancelled, Training

CANCELLED = 75


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: python3 -m torch_trainer <job folder>")
    spec = json.loads((Path(sys.argv[1]) / "job.json").read_text())
    torch.set_num_threads(spec["threads"])
    ranks = Ranks(spec["device"])
    try:
        job = Job(sys.argv[1], ranks.device)
        training = Training(job, ranks)

        def stop(*_):
            training.stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        started, cpu_started = time.perf_counter(), time.process_time()
        training.run()
        seconds = time.perf_counter() - started
        cpu_seconds = ranks.sum(time.process_time() - cpu_started)
        if ranks.leads:
            progress = training.progress
            job.write(
                {
                    "engine": f"torch {torch.__version__}",
                    "ranks": ranks.count,
                    "losses": progress["losses"],
                    "steps": progress["step"],
                    "bestEpoch": progress["bestEpoch"],
                    "samplesPerSecond": training.samples / seconds,
                    "cpuSeconds": cpu_seconds,
                }
            )
    except Cancelled:
        sys.exit(CANCELLED)
    finally:
        ranks.end()


main()
