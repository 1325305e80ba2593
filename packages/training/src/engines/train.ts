import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { servedInInt8 } from '../compress/served-in-int8.ts';
import { boostedTrees } from '../models/boosted-trees.ts';
import type { engineSchema } from '../process/messages.ts';
import { TransferError } from '../transfer/source-model.ts';
import { trainTrees } from '../trees/train-trees.ts';
import { type OrtTrainingOptions, trainOnOrt } from './ort/train.ts';
import { findTorchPython } from './torch/python.ts';
import { trainOnTorch } from './torch/train.ts';
import type { TrainedModel } from './trained-model.ts';

export type Engine = z.infer<typeof engineSchema>;

/**
 * Trains a model on the engine that was asked for: both take the same options. Trees need neither. What comes
 * back serves in the precision of the hyperparameters, and is judged in it.
 */
export async function trainOn(
  engine: Engine | undefined,
  options: OrtTrainingOptions,
): Promise<TrainedModel> {
  const model = await train(engine, options);
  return options.hyperparameters.precision === 'int8' ? servedInInt8(model, options) : model;
}

async function train(
  engine: Engine | undefined,
  options: OrtTrainingOptions,
): Promise<TrainedModel> {
  const isTrees = options.definition.kind === boostedTrees.kind;
  if (options.start && (isTrees || engine?.kind === 'torch')) {
    const reason = isTrees ? 'boosted trees have no such weights' : 'PyTorch runs start anew';
    throw new TransferError(`cannot start from another model: ${reason}`);
  }
  if (isTrees) return trainTrees(options);
  if (engine?.kind !== 'torch') {
    return trainOnOrt({ ...options, device: engine?.device ?? 'cpu' });
  }
  const { device, ranks } = engine;
  const torch = { device, ranks, python: engine.python ?? (await findTorchPython()) };
  const { checkpoint, ...rest } = options;
  if (checkpoint) {
    const { folder, everySteps } = checkpoint;
    return trainOnTorch({ ...rest, torch, folder, checkpointEverySteps: everySteps });
  }
  const folder = await mkdtemp(join(tmpdir(), 'placard-torch-'));
  try {
    return await trainOnTorch({ ...rest, torch, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
