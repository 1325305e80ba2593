import type { OnnxModel } from '@placard/graph';

/**
 * Lets products x W' read W' as an input of its own, `<name>.transposed`: the runtime packs a plain
 * right operand a fifth faster than a transposed one, and one transpose serves all slices of a batch.
 * Returns the parameters concerned.
 */
export function plainProducts(
  { graph, ...model }: OnnxModel,
  parameters: ReadonlySet<string>,
): { model: OnnxModel; transposed: string[] } {
  const transposed = new Set<string>();
  const node = graph.node.map((one) => {
    const [x = '', weight = '', ...bias] = one.input;
    const flag = one.attribute.find(({ name }) => name === 'transB');
    if (one.opType !== 'Gemm' || Number(flag?.i ?? 0) !== 1 || !parameters.has(weight)) return one;
    transposed.add(weight);
    return {
      ...one,
      input: [x, inputName(weight), ...bias],
      attribute: one.attribute.filter((attribute) => attribute !== flag),
    };
  });
  const used = new Set(node.flatMap(({ input }) => input));
  const input = graph.input.flatMap((one) => {
    if (!transposed.has(one.name)) return [one];
    const swapped = structuredClone(one);
    swapped.name = inputName(one.name);
    swapped.type?.tensorType?.shape?.dim.reverse();
    return used.has(one.name) ? [one, swapped] : [swapped];
  });
  return { model: { ...model, graph: { ...graph, node, input } }, transposed: [...transposed] };
}

export function inputName(parameter: string): string {
  return `${parameter}.transposed`;
}

/** from [rows, columns] to [columns, rows]. */
export function transposeInto(
  to: Float32Array,
  from: Float32Array,
  rows: number,
  columns: number,
): void {
  for (let column = 0, at = 0; column < columns; column++) {
    for (let row = 0, read = column; row < rows; row++, read += columns) to[at++] = from[read]!;
  }
}
