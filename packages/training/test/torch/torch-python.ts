import { findTorchPython } from '../../src/engines/torch/python.ts';

/** PYTHON names another interpreter than the one that a worker would find. */
export async function torchPython(): Promise<string> {
  return process.env.PYTHON ?? (await findTorchPython());
}
