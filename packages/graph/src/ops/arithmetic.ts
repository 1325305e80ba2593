import { requireFloat, type Tensor } from '../graph.ts';
import { broadcastShapes } from '../shape.ts';
import { sumTo } from './sum-and-repeat.ts';

/** Elementwise with broadcasting; a broadcast operand's gradient is summed back to its shape. */
export function add(a: Tensor, b: Tensor): Tensor {
  const y = binary('Add', a, b);
  return a.graph.differentiable(y, [
    { input: a, gradient: (g) => sumTo(g, a.shape) },
    { input: b, gradient: (g) => sumTo(g, b.shape) },
  ]);
}

export function subtract(a: Tensor, b: Tensor): Tensor {
  const y = binary('Sub', a, b);
  return a.graph.differentiable(y, [
    { input: a, gradient: (g) => sumTo(g, a.shape) },
    { input: b, gradient: (g) => negate(sumTo(g, b.shape)) },
  ]);
}

export function multiply(a: Tensor, b: Tensor): Tensor {
  const y = binary('Mul', a, b);
  return a.graph.differentiable(y, [
    { input: a, gradient: (g) => sumTo(multiply(g, b), a.shape) },
    { input: b, gradient: (g) => sumTo(multiply(g, a), b.shape) },
  ]);
}

export function divide(a: Tensor, b: Tensor): Tensor {
  const y = binary('Div', a, b);
  return a.graph.differentiable(y, [
    { input: a, gradient: (g) => sumTo(divide(g, b), a.shape) },
    { input: b, gradient: (g) => negate(sumTo(divide(multiply(g, y), b), b.shape)) },
  ]);
}

export function negate(x: Tensor): Tensor {
  requireFloat('Neg', x);
  const y = x.graph.node('Neg', [x], x.shape);
  return x.graph.differentiable(y, [{ input: x, gradient: negate }]);
}

function binary(op: string, a: Tensor, b: Tensor): Tensor {
  requireFloat(op, a, b);
  return a.graph.node(op, [a, b], broadcastShapes(a.shape, b.shape, op));
}
