import { requireFloat, type Tensor } from '../graph.ts';
import { add, divide, multiply } from './arithmetic.ts';

export function exp(x: Tensor): Tensor {
  const y = unary('Exp', x);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => multiply(g, y) }]);
}

export function log(x: Tensor): Tensor {
  const y = unary('Log', x);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => divide(g, x) }]);
}

export function sqrt(x: Tensor): Tensor {
  const y = unary('Sqrt', x);
  return x.graph.differentiable(y, [{ input: x, gradient: (g) => divide(scale(g, 0.5), y) }]);
}

export function square(x: Tensor): Tensor {
  return multiply(x, x);
}

/** x * factor, for a factor known when the graph is built. */
export function scale(x: Tensor, factor: number): Tensor {
  return multiply(x, x.graph.scalar(factor));
}

/** x + amount, for an amount known when the graph is built. */
export function shift(x: Tensor, amount: number): Tensor {
  return add(x, x.graph.scalar(amount));
}

function unary(op: string, x: Tensor): Tensor {
  requireFloat(op, x);
  return x.graph.node(op, [x], x.shape);
}
