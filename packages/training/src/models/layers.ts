import { type Graph, linear, relu, type Tensor } from '@placard/graph';

/** x [B, in] -> [B, out] with its own weight and bias. */
export function denseLayer(graph: Graph, name: string, x: Tensor, out: number): Tensor {
  const width = x.shape[1];
  if (typeof width !== 'number') throw new TypeError(`${name}: the input width must be fixed`);
  return linear(
    x,
    graph.parameter(`${name}.weight`, [out, width], 'glorot-uniform'),
    graph.parameter(`${name}.bias`, [out], 'zeros'),
  );
}

/** Dense layers with ReLU between and after. */
export function multilayerPerceptron(graph: Graph, x: Tensor, widths: readonly number[]): Tensor {
  return widths.reduce(
    (hidden, width, depth) => relu(denseLayer(graph, `mlp.${depth}`, hidden, width)),
    x,
  );
}
