import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GradientSession } from '../src/engines/ort/gradient-session.ts';
import { TrainingStep } from '../src/engines/ort/training-step.ts';
import { STEPS, VECTOR_CASES, vectorCase } from './torch-vectors/case.ts';
import { VECTORS_PATH, vectorsSchema } from './torch-vectors/vectors-file.ts';

describe('the onnxruntime engine follows the loss curve of PyTorch, step by step', () => {
  it.each(VECTOR_CASES)('%s', async (name, modelKind, settings) => {
    const vectors = vectorsSchema.parse(JSON.parse(await readFile(VECTORS_PATH, 'utf8')));
    const recorded = vectors.curves[name]!;
    const { state, data, shape, positions, learningRateFactors, inputs } = vectorCase(
      modelKind,
      settings,
    );
    const session = await GradientSession.create(shape, state.parameters, 1);
    try {
      // Fails when weights, data or batches changed since: record again with record-torch-vectors.
      expect(recorded.inputs).toBe(inputs);
      expect(recorded.losses).toHaveLength(STEPS);
      const { hyperparameters } = shape;
      const step = new TrainingStep(session, state, data, hyperparameters);
      let worst = 0;
      for (const [i, expected] of recorded.losses.entries()) {
        const batch = positions.subarray(
          i * hyperparameters.batchSize,
          (i + 1) * hyperparameters.batchSize,
        );
        const loss = await step.run(batch, i + 1, learningRateFactors[i]!);
        worst = Math.max(worst, Math.abs(loss - expected));
      }
      expect(worst).toBeLessThan(1e-4);
      expect(recorded.losses.at(-1)).toBeLessThan(recorded.losses[0]! - 0.05);
    } finally {
      await session.release();
    }
  });
});
