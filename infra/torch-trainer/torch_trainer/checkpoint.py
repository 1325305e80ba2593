"""Where a run stands, so that another process goes on from there."""

import os

import torch

FILE = "checkpoint.pt"


def save(folder, state):
    """A crash in between leaves the one before intact."""
    torch.save(state, folder / f"{FILE}.new")
    os.replace(folder / f"{FILE}.new", folder / FILE)


def load(folder, device):
    path = folder / FILE
    return torch.load(path, map_location=device) if path.exists() else None
