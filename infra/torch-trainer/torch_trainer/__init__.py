"""Trains Placard's ONNX graphs with PyTorch."""
