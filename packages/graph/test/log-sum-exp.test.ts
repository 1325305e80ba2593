import { expect, it } from 'vitest';
import { Graph, logSumExpOfProducts, toeplitz } from '../src/index.ts';
import { loadInDoublePrecision } from './run-graph.ts';

it('the log-sum-exp of products is exact, also where a plain exponential overflows', async () => {
  const graph = new Graph();
  const [a, b] = [graph.input('a', ['B', 2]), graph.input('b', [3, 2])];
  const bias = graph.input('bias', ['B', 3]);
  graph.output('y', logSumExpOfProducts(a, b, bias));
  const { run } = await loadInDoublePrecision(graph);
  const feed = (dims: number[], ...data: number[]) => ({ data: Float64Array.from(data), dims });
  const { y } = await run({
    a: feed([2, 2], 1, 2, 1000, 0),
    b: feed([3, 2], 1, 0, 0, 1, 1, 1),
    bias: feed([2, 3], 0, 0, 0, 0, 0, -1e9),
  });
  // ln(e^1 + e^2 + e^3), and ln(e^1000 + e^0) = 1000 to the last digit.
  expect(y![0]).toBeCloseTo(3.4076059644443806, 10);
  expect(y![1]).toBe(1000);
});

it('a Toeplitz matrix has one value per distance: ahead from the front, back from the end', async () => {
  const graph = new Graph();
  graph.output('y', toeplitz(graph.input('x', [1, 6])));
  const { run } = await loadInDoublePrecision(graph);
  const { y } = await run({ x: { data: Float64Array.from([0, 1, 2, -9, -2, -1]), dims: [1, 6] } });
  expect([...y!]).toEqual([0, 1, 2, -1, 0, 1, -2, -1, 0]);
});
