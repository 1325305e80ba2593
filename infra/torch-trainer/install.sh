#!/bin/sh
# install.sh [cpu|auto]: PyTorch for the torch engine, in .venv beside this file.
# uv brings a current torch: its CPU build where that index can be reached, else the one of PyPI, which carries
# CUDA and is large. Without uv, on Debian, the light python3-torch.
set -eu
cd "$(dirname "$0")"
backend=${1:-cpu}
if command -v uv >/dev/null 2>&1; then
  uv venv --quiet --clear --python '>=3.10' .venv
  uv pip install --python .venv/bin/python --torch-backend "$backend" torch onnx numpy ||
    uv pip install --python .venv/bin/python torch onnx numpy
  .venv/bin/python -c 'import torch; print("torch", torch.__version__)'
elif command -v apt-get >/dev/null 2>&1; then
  apt-get install -y python3-torch python3-onnx python3-numpy libopenblas0-openmp
  /usr/bin/python3 -c 'import torch; print("torch", torch.__version__)'
else
  echo 'install.sh needs uv (https://docs.astral.sh/uv) or apt-get' >&2
  exit 1
fi
