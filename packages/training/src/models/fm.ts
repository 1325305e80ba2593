import { add, reduceSum, scale, square, subtract, type Tensor } from '@placard/graph';
import { fieldsOf, linearTerms } from './layers.ts';
import type { ModelContext, ModelDefinition } from './model-definition.ts';

/**
 * Factorisation machine (Rendle, ICDM 2010): b + sum_i w_i + sum_{i<j} <v_i, v_j> over the features'
 * embeddings v [B, F, k] and weights w [B, F].
 */
export const fm: ModelDefinition = {
  kind: 'fm',
  offered: { label: 'FM', hint: 'Factorisation machine: every pair of features' },
  embeddingInputs: ({ embeddingDim }) => [
    { input: 'embedding', dim: embeddingDim },
    { input: 'linear', dim: 1 },
  ],
  logit: (context) => add(linearTerms(context), pairwiseInteractions(context, 'embedding')),
};

/** sum_{i<j} <v_i, v_j> = (|sum v|^2 - sum |v|^2) / 2: [B, 1] in time linear in the features. */
export function pairwiseInteractions(context: ModelContext, input: string): Tensor {
  const fields = fieldsOf(context, input);
  const pairs = subtract(square(reduceSum(fields, [1])), reduceSum(square(fields), [1]));
  return scale(reduceSum(pairs, [1], { keepDimensions: true }), 0.5);
}
