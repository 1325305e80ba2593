import { requireFloat, type Tensor } from '../graph.ts';
import { type Dimension, formatShape, requireRank, ShapeError, sameShape } from '../shape.ts';
import { reduceSum } from './sum-and-repeat.ts';

export interface GemmOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/** A product of two matrices, either of them read transposed: no transpose is ever stored. */
export function gemm(a: Tensor, b: Tensor, options: GemmOptions = {}): Tensor {
  const { transposeA = false, transposeB = false } = options;
  requireFloat('Gemm', a, b);
  const [m, k] = matrix(a, transposeA);
  const [kb, n] = matrix(b, transposeB);
  if (k !== kb) {
    throw new ShapeError(
      `Gemm: ${formatShape(a.shape)}${transposeA ? "'" : ''} x ${formatShape(b.shape)}${transposeB ? "'" : ''}`,
    );
  }
  const attributes = { transA: Number(transposeA), transB: Number(transposeB) };
  const y = a.graph.node('Gemm', [a, b], [m, n], attributes);
  return a.graph.differentiable(y, [
    {
      input: a,
      gradient: (g) =>
        transposeA
          ? gemm(b, g, { transposeA: transposeB, transposeB: true })
          : gemm(g, b, { transposeB: !transposeB }),
    },
    {
      input: b,
      gradient: (g) =>
        transposeB
          ? gemm(g, a, { transposeA: true, transposeB: transposeA })
          : gemm(a, g, { transposeA: !transposeA }),
    },
  ]);
}

/** x [N, in], weight [out, in], bias [out] -> [N, out]. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
  requireFloat('linear', x, weight, bias);
  const [n, k] = matrix(x, false);
  const [out, weightIn] = matrix(weight, false);
  if (k !== weightIn || !sameShape(bias.shape, [out])) {
    throw new ShapeError(
      `linear: ${formatShape(x.shape)} with weight ${formatShape(weight.shape)} and bias ${formatShape(bias.shape)}`,
    );
  }
  const y = x.graph.node('Gemm', [x, weight, bias], [n, out], { transA: 0, transB: 1 });
  return x.graph.differentiable(y, [
    { input: x, gradient: (g) => gemm(g, weight) },
    { input: weight, gradient: (g) => gemm(g, x, { transposeA: true }) },
    { input: bias, gradient: (g) => reduceSum(g, [0]) },
  ]);
}

function matrix(x: Tensor, transposed: boolean): [Dimension, Dimension] {
  requireRank(x.shape, 2, 'Gemm');
  const [rows, columns] = x.shape as readonly [Dimension, Dimension];
  return transposed ? [columns, rows] : [rows, columns];
}
