import {
  add,
  type Graph,
  matmul,
  multiply,
  reshape,
  scale,
  shift,
  slice,
  softmax,
  type Tensor,
  unsqueeze,
} from '@placard/graph';

/** A dense layer at every place: x [V, T, in] -> [V, T, out]. */
export function placewise(graph: Graph, name: string, x: Tensor, out: number): Tensor {
  return add(project(graph, name, x, out), graph.parameter(`${name}.bias`, [out], 'zeros'));
}

/** As above without a bias. */
export function project(graph: Graph, name: string, x: Tensor, out: number): Tensor {
  return matmul(x, graph.parameter(`${name}.weight`, [Number(x.shape[2]), out], 'glorot-uniform'));
}

/**
 * Softmax over the last axis of scores [N, R, T], for those places alone that the mask [V, T] has: weights that sum
 * to 1, or all zeros where there is no place at all.
 */
export function maskedSoftmax(scores: Tensor, mask: Tensor): Tensor {
  const present = unsqueeze(mask, [1]);
  const barred = scale(shift(present, -1), 1e9);
  return multiply(softmax(add(scores, barred), scores.shape.length - 1), present);
}

/** One place of x [V, T, d] as [V, d]. */
export function placeOf(x: Tensor, place: number): Tensor {
  const [viewers, , dim] = x.shape;
  return reshape(slice(x, 1, place, place + 1), [viewers!, dim!]);
}
