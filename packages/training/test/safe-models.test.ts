import { hyperparametersSchema } from '@placard/contracts';
import { assertSafeModel, encodeModel, exportModel } from '@placard/graph';
import { expect, test } from 'vitest';
import { buildServingGraph } from '../src/models/build-graph.ts';
import { GRAPH_KINDS, modelDefinition } from '../src/models/catalogue.ts';

const FEATURES = 40;

/** Sizes that deep rankers are published with. */
const PUBLISHED = { embeddingDim: 10, hidden: [400, 400, 400], normalisation: 'batch', heads: 5 };

test.each([
  ...GRAPH_KINDS.map((kind) => [kind, {}] as const),
  ...(['dcn-v2', 'final-mlp'] as const).map((kind) => [kind, PUBLISHED] as const),
])('%s of full size is within what serving runs, %o', (kind, settings) => {
  const definition = modelDefinition(kind);
  const hyperparameters = hyperparametersSchema.parse(settings);
  const sequences = (definition.sequenceInputs?.(hyperparameters) ?? []).map((spec) => ({
    spec: { ...spec, mask: `${spec.input}.mask`, side: 'viewer' as const },
    tableIndex: 1,
  }));
  const sides = Array.from(
    { length: FEATURES },
    (_, i) => (['context', 'viewer', 'ad'] as const)[i % 3]!,
  );
  const { graph, parameters } = buildServingGraph({
    ...{ definition, hyperparameters, featureCount: FEATURES, sides, sequences },
  });
  const zeros = new Map(
    parameters.map(({ tensor }) => [
      tensor.name,
      new Float32Array(tensor.shape.reduce<number>((total, size) => total * Number(size), 1)),
    ]),
  );
  const bytes = encodeModel(exportModel(graph, { parameters: zeros }));
  expect(assertSafeModel(bytes).graph.node.length).toBeGreaterThan(0);
});
