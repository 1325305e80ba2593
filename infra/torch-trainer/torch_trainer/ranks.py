"""One process, or several under torchrun that train together."""

import os

import torch
import torch.distributed as distributed
from torch.nn.parallel import DistributedDataParallel


class Ranks:
    def __init__(self, device):
        self.count = int(os.environ.get("WORLD_SIZE", "1"))
        self.rank = int(os.environ.get("RANK", "0"))
        if device == "cuda":
            local = int(os.environ.get("LOCAL_RANK", "0"))
            torch.cuda.set_device(local)
            device = f"cuda:{local}"
        self.device = torch.device(device)
        if self.count > 1:
            distributed.init_process_group("nccl" if self.device.type == "cuda" else "gloo")

    @property
    def leads(self):
        return self.rank == 0

    def wrap(self, module):
        """Averages the gradients of its parameters over the ranks."""
        return DistributedDataParallel(module) if self.count > 1 else module

    def part(self, positions):
        """This rank's rows of a batch; one row when there are fewer rows than ranks."""
        each = -(-len(positions) // self.count)
        return positions[self.rank * each : (self.rank + 1) * each]

    def sum(self, value):
        """A number added up over the ranks."""
        if self.count == 1:
            return value
        tensor = torch.tensor([value], dtype=torch.float64, device=self.device)
        distributed.all_reduce(tensor)
        return tensor.item()

    def sum_tensor(self, tensor):
        if self.count > 1:
            distributed.all_reduce(tensor)
        return tensor

    def exchange(self, rows, gradients):
        """The sparse gradients of all ranks added up; every rank gets the same."""
        if self.count == 1:
            return rows, gradients
        size = torch.tensor([len(rows)], device=self.device)
        sizes = [torch.zeros_like(size) for _ in range(self.count)]
        distributed.all_gather(sizes, size)
        most = max(int(size) for size in sizes)
        all_rows = self.gather(rows, most)
        all_gradients = self.gather(gradients, most)
        parts = range(self.count)
        rows = torch.cat([all_rows[i][: int(sizes[i])] for i in parts])
        gradients = torch.cat([all_gradients[i][: int(sizes[i])] for i in parts])
        distinct, slot = torch.unique(rows, return_inverse=True)
        sums = gradients.new_zeros(len(distinct), gradients.shape[1])
        return distinct, sums.index_add(0, slot, gradients)

    def gather(self, values, most):
        padded = values.new_zeros(most, *values.shape[1:])
        padded[: len(values)] = values
        parts = [torch.empty_like(padded) for _ in range(self.count)]
        distributed.all_gather(parts, padded)
        return parts

    def meet(self):
        """No rank leaves while another still works: torchrun would take it for a failure."""
        self.sum(0)

    def end(self):
        if self.count > 1:
            distributed.destroy_process_group()
