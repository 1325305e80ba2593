import { expect, it } from 'vitest';
import { hyperparameterChoicesSchema, hyperparametersSchema } from './model-artefact.ts';

it('a choice of one hyperparameter leaves the others to the model', () => {
  expect(hyperparameterChoicesSchema.parse({ epochs: 3 })).toEqual({ epochs: 3 });
  expect(hyperparametersSchema.parse({ epochs: 3 }).embeddingDim).toBe(16);
  expect(() => hyperparameterChoicesSchema.parse({ epochs: 0 })).toThrow();
});
