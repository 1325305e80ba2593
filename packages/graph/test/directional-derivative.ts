import { differentiate, type Tensor } from '../src/index.ts';
import { type Feeds, loadInDoublePrecision } from './run-graph.ts';

const STEP = 1e-5;

/** Deterministic numbers in (-1, 1): tests must not depend on luck. */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32) * 2 - 1;
  };
}

/**
 * Largest relative disagreement between the graph's gradient and a central finite difference of
 * the loss, along several directions through each wanted tensor and through all of them at once.
 * Directions lean towards the gradient, so that the slope is not near zero, and carry a random part
 * of equal length, so that every coordinate takes part.
 */
export async function worstDisagreement(
  loss: Tensor,
  wanted: readonly Tensor[],
  feeds: Feeds,
): Promise<number> {
  const { graph } = loss;
  for (const [index, gradient] of differentiate(loss, wanted).entries()) {
    graph.output(`gradient_${index}`, gradient);
  }
  graph.output('loss', loss);
  const model = await loadInDoublePrecision(graph);
  const results = await model.run(feeds);
  const gradients = wanted.map((_, index) => results[`gradient_${index}`] as Float64Array);

  const random = randomSource(7);
  const each = wanted.map((_, index) => [index]);
  let worst = 0;
  for (const subset of [...each, [...wanted.keys()]]) {
    const chosen = subset.map((index) => gradients[index]!);
    for (let trial = 0; trial < 3; trial++) {
      const direction = leaningDirection(chosen, random);
      const lossAt = async (step: number) => {
        const moved: Record<string, Feeds[string]> = { ...feeds };
        for (const [position, index] of subset.entries()) {
          const { name } = wanted[index]!;
          const { data, dims } = feeds[name]!;
          const offset = direction[position]!;
          moved[name] = { dims, data: data.map((value, i) => value + step * offset[i]!) };
        }
        return (await model.run(moved)).loss![0]!;
      };
      const difference = ((await lossAt(STEP)) - (await lossAt(-STEP))) / (2 * STEP);
      const slope = dot(direction, chosen);
      worst = Math.max(worst, Math.abs(difference - slope) / Math.max(Math.abs(slope), 1e-3));
    }
  }
  return worst;
}

function leaningDirection(gradients: readonly Float64Array[], random: () => number) {
  const noise = gradients.map((gradient) => gradient.map(() => random()));
  const gradientLength = Math.sqrt(dot(gradients, gradients)) || 1;
  const noiseLength = Math.sqrt(dot(noise, noise));
  return gradients.map((gradient, index) =>
    gradient.map((value, i) => value / gradientLength + noise[index]![i]! / noiseLength),
  );
}

function dot(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let sum = 0;
  for (const [index, values] of a.entries()) {
    for (const [i, value] of values.entries()) sum += value * b[index]![i]!;
  }
  return sum;
}
