import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const INSTALLED = fileURLToPath(
  new URL('../../../../../infra/torch-trainer/.venv/bin/python', import.meta.url),
);
const CANDIDATES = [INSTALLED, '/usr/bin/python3', 'python3'];

/** The first interpreter that has torch, onnx and numpy. @throws with the command that installs them. */
export async function findTorchPython(): Promise<string> {
  for (const python of CANDIDATES) {
    const works = await promisify(execFile)(python, ['-c', 'import torch, onnx, numpy']).then(
      () => true,
      () => false,
    );
    if (works) return python;
  }
  throw new Error('no Python here has torch, onnx and numpy: run infra/torch-trainer/install.sh');
}
