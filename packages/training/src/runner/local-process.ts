import { runTrainingProcess } from '../process/run-training-process.ts';
import type { TrainingRunner } from './training-runner.ts';

/** A process on this machine; with the torch engine it starts torchrun in turn. */
export const localProcessRunner: TrainingRunner = {
  run: (options) => runTrainingProcess(options),
};
