import type { Tensor } from './graph.ts';
import { add } from './ops/arithmetic.ts';
import { formatShape, ShapeError, sameShape } from './shape.ts';

/**
 * Reverse-mode differentiation of a scalar: returns dL/dt for each wanted tensor, in order, as
 * further nodes of the same graph. Wanted tensors may be inputs, parameters or intermediates.
 * Throws when the loss is not a scalar or does not depend on a wanted tensor.
 */
export function differentiate(loss: Tensor, wanted: readonly Tensor[]): Tensor[] {
  if (loss.shape.length !== 0) {
    throw new ShapeError(`differentiate: the loss has shape ${formatShape(loss.shape)}, not []`);
  }
  const graph = loss.graph;
  const recorded = [...graph.derivatives].sort(([a], [b]) => a.order - b.order);

  const relevant = new Set(wanted);
  for (const [output, derivatives] of recorded) {
    if (derivatives.some(({ input }) => relevant.has(input))) relevant.add(output);
  }

  const gradients = new Map<Tensor, Tensor>([[loss, graph.scalar(1)]]);
  for (const [output, derivatives] of recorded.reverse()) {
    const outputGradient = gradients.get(output);
    if (!outputGradient) continue;
    for (const { input, gradient } of derivatives) {
      if (!relevant.has(input)) continue;
      const term = gradient(outputGradient);
      if (!sameShape(term.shape, input.shape)) {
        throw new ShapeError(
          `gradient of ${output.name}: ${formatShape(term.shape)} for ${input.name} ${formatShape(input.shape)}`,
        );
      }
      const sum = gradients.get(input);
      gradients.set(input, sum ? add(sum, term) : term);
    }
  }

  return wanted.map((tensor) => {
    const gradient = gradients.get(tensor);
    if (!gradient) throw new Error(`differentiate: the loss does not depend on ${tensor.name}`);
    return gradient;
  });
}
