import type { FeatureMap, ModelStructure } from '@placard/contracts';
import { decodeModel } from '@placard/graph';

/** Constants of a graph have fewer values than this or no name of their own: they were not learnt. */
const CONSTANT_PREFIX = 'constant_';

/** Layers, shapes and counts of a model, read from the very bytes that serve. */
export function modelStructure(model: Uint8Array, map: FeatureMap): ModelStructure {
  const { graph } = decodeModel(model);
  const operators = new Map<string, number>();
  for (const { opType } of graph.node) {
    if (opType !== 'Identity') operators.set(opType, (operators.get(opType) ?? 0) + 1);
  }
  return {
    parameters: graph.initializer
      .filter(({ name }) => !name.startsWith(CONSTANT_PREFIX))
      .map(({ name, dims }) => {
        const shape = dims.map(Number);
        return { name, shape, count: shape.reduce((total, size) => total * size, 1) };
      }),
    operators: [...operators]
      .map(([operator, count]) => ({ operator, count }))
      .sort((a, b) => b.count - a.count || a.operator.localeCompare(b.operator)),
    tables: map.features.map(({ name }, f) => {
      const dim = map.inputs.reduce((sum, input) => sum + input.dim, 0);
      const rows = map.inputs[0]?.tables[f]?.rows ?? 0;
      return { feature: name, rows, dim, count: rows * dim };
    }),
  };
}
