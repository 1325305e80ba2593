"""Trains one job folder: python3 -m torch_trainer <folder>, or the same under torchrun."""

import json
import os
import signal
import sys
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
        training.run()
        samples, seconds, cpu_seconds = training.pace()
        if ranks.leads:
            progress = training.progress
            job.write(
                {
                    "engine": f"torch {torch.__version__}",
                    "ranks": ranks.count,
                    "losses": progress["losses"],
                    "steps": progress["step"],
                    "bestEpoch": progress["bestEpoch"],
                    "samplesPerSecond": samples / seconds,
                    "samplesPerCpuSecond": samples / cpu_seconds,
                }
            )
        ranks.meet()
        return 0
    except Cancelled:
        return CANCELLED
    finally:
        ranks.end()


code = main()
sys.stdout.flush()
sys.stderr.flush()
# All is written. An orderly end would take down torch's threads one by one, and on 1.13 now and then aborts over it.
os._exit(code)
