#!/bin/sh
# install.sh [cpu|auto|debian]: PyTorch for the torch engine. Says first what it brings and last what it took.
#   cpu     by uv, into .venv beside this file: PyTorch's CPU build, about 0.2 GB to download, 1 GB on the disk.
#           Where PyTorch's own index cannot be reached: PyPI's build, which does not start without the CUDA
#           libraries it was linked to, so that they come along: 2 GB to download, 4 GB on the disk.
#   auto    by uv, the build for this machine's GPU; PyPI's, with all of CUDA 13 (2.2 GB, 5.3 GB), where the index
#           cannot be reached.
#   debian  Debian's python3-torch by apt-get: no uv, nothing but a CPU, 0.1 GB to download, older.
set -eu
cd "$(dirname "$0")"
backend=${1:-cpu}
case $backend in cpu | auto | debian) ;; *) echo "usage: install.sh [cpu|auto|debian]" >&2 && exit 2 ;; esac

if [ "$backend" != debian ] && command -v uv >/dev/null 2>&1; then
  uv venv --quiet --clear --python '>=3.10' .venv
  install() { uv pip install --quiet --python .venv/bin/python "$@" torch onnx numpy; }
  # An index that cannot be reached says so after three tries; its complaint is not the user's.
  if install --torch-backend "$backend" 2>/dev/null; then
    chosen="PyTorch's own index, backend $backend"
  elif [ "$backend" = cpu ]; then
    echo "PyTorch's own index cannot be reached: taking PyPI's build, 2 GB to download" >&2
    # What only a GPU calls and nothing is linked to.
    printf '%s\n' triton nvidia-cusolver nvidia-cuda-cccl nvidia-nvtx cuda-bindings >.venv/not-on-a-cpu.txt
    install --excludes .venv/not-on-a-cpu.txt
    chosen="PyPI, without what only a GPU calls"
  else
    echo "PyTorch's own index cannot be reached: taking PyPI's build for CUDA, 2.2 GB to download" >&2
    install
    chosen="PyPI, for CUDA"
  fi
  python=.venv/bin/python
  size=$(du -sh .venv | cut -f1)
elif command -v apt-get >/dev/null 2>&1; then
  [ "$backend" = debian ] || echo "there is no uv here: taking Debian's python3-torch" >&2
  apt-get install -y --no-install-recommends python3-torch python3-onnx python3-numpy libopenblas0-openmp
  chosen="Debian's python3-torch"
  python=/usr/bin/python3
  size=$(dpkg-query -W -f='${Installed-Size}\n' python3-torch 'libtorch[0-9]*' libopenblas0-openmp | awk '{ kb += $1 } END { printf "%.1fG", kb / 1048576 }')
else
  echo 'install.sh needs uv (https://docs.astral.sh/uv) or apt-get' >&2
  exit 1
fi
# Run once, its modules are kept compiled: a third of the time to start, for users who may not write here.
env -u PYTHONDONTWRITEBYTECODE "$python" -c 'import onnx, torch, torch.distributed.run, torch.nn.parallel, torch_trainer.train
print("torch", torch.__version__, "with onnx", onnx.__version__, end=" ")'
echo "from $chosen: $size in $(dirname "$python")"
