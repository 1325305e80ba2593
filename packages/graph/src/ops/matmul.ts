import { requireFloat, type Tensor } from '../graph.ts';
import { broadcastShapes, type Dimension, formatShape, product, ShapeError } from '../shape.ts';
import { gemm } from './gemm.ts';
import { reshape } from './reshape.ts';
import { sumTo } from './sum-and-repeat.ts';
import { swapLastAxes } from './transpose.ts';

/** a [..., M, K] times b [..., K, N]; leading axes broadcast. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  requireFloat('MatMul', a, b);
  if (a.shape.length === 2 && b.shape.length === 2) return gemm(a, b);
  const [m, k] = lastTwo(a);
  const [kb, n] = lastTwo(b);
  if (k !== kb) {
    throw new ShapeError(`MatMul: ${formatShape(a.shape)} x ${formatShape(b.shape)}`);
  }
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), 'MatMul');
  const y = a.graph.node('MatMul', [a, b], [...batch, m, n]);
  return a.graph.differentiable(y, [
    { input: a, gradient: (g) => sumTo(matmul(g, swapLastAxes(b)), a.shape) },
    {
      input: b,
      gradient: (g) => {
        if (b.shape.length > 2) return sumTo(matmul(swapLastAxes(a), g), b.shape);
        // A shared right operand: one product over all rows instead of a batch of products.
        const rows = product(a.shape.slice(0, -1));
        return gemm(reshape(a, [rows, k]), reshape(g, [rows, n]), { transposeA: true });
      },
    },
  ]);
}

function lastTwo(x: Tensor): [Dimension, Dimension] {
  const [rows, columns] = x.shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new ShapeError(`MatMul: ${x.name} ${formatShape(x.shape)} needs a rank of 2 or more`);
  }
  return [rows, columns];
}
