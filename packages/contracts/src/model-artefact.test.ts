import { expect, it } from 'vitest';
import { trainingRequestSchema } from './jobs.ts';
import { hyperparameterChoicesSchema, hyperparametersSchema } from './model-artefact.ts';

it('a choice of one hyperparameter leaves the others to the model', () => {
  expect(hyperparameterChoicesSchema.parse({ epochs: 3 })).toEqual({ epochs: 3 });
  expect(hyperparametersSchema.parse({ epochs: 3 }).embeddingDim).toBe(16);
  expect(() => hyperparameterChoicesSchema.parse({ epochs: 0 })).toThrow();
});

it('a training request keeps every size and rule it names, and refuses those there are none of', () => {
  const hyperparameters = {
    embeddingDim: 10,
    hidden: [400, 400, 400],
    normalisation: 'batch',
    dropout: 0.2,
    embeddingOptimiser: 'adam-all',
    embeddingL2: 0.05,
    schedule: 'cosine',
  };
  const { hyperparameters: kept } = trainingRequestSchema.parse({ hyperparameters });
  expect(kept).toEqual(hyperparameters);
  for (const wrong of [{ hidden: [0] }, { normalisation: 'group' }, { embeddingL2: -1 }]) {
    expect(trainingRequestSchema.safeParse({ hyperparameters: wrong }).success).toBe(false);
  }
});
