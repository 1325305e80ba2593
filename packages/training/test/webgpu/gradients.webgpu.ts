import { expect, it } from 'vitest';
import { BatchGradient } from '../../src/engines/ort/batch-gradient.ts';
import { type Device, GradientSession } from '../../src/engines/ort/gradient-session.ts';
import { TrainingStep } from '../../src/engines/ort/training-step.ts';
import { vectorCase } from '../torch-vectors/case.ts';

const STEPS = 10;

/** Loss and gradients of the first batch, and the losses of some steps from there. */
async function on(device: Device) {
  const { state, data, shape, positions } = vectorCase('dcn-v2');
  const { hyperparameters } = shape;
  const session = await GradientSession.create(shape, state.parameters, 1, device);
  try {
    const batch = (i: number) =>
      positions.subarray(i * hyperparameters.batchSize, (i + 1) * hyperparameters.batchSize);
    const loss = await new BatchGradient(session, state, data, hyperparameters).run(batch(0), 1);
    const gradients = state.parameters.gradients.slice();
    const step = new TrainingStep(session, state, data, hyperparameters);
    const losses: number[] = [];
    for (let i = 0; i < STEPS; i++) losses.push(await step.run(batch(i), i + 1, 1));
    return { loss, gradients, losses };
  } finally {
    await session.release();
  }
}

it('WebGPU takes the loss and gradients that the processor takes, and trains as it does', async () => {
  const cpu = await on('cpu');
  const gpu = await on('webgpu');
  expect(Math.abs(gpu.loss - cpu.loss)).toBeLessThan(1e-5);
  const worst = gpu.gradients.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - cpu.gradients[i]!)),
    0,
  );
  expect(worst).toBeLessThan(1e-5);
  expect(cpu.gradients.some((value) => Math.abs(value) > 1e-3)).toBe(true);
  for (const [i, loss] of gpu.losses.entries()) expect(loss).toBeCloseTo(cpu.losses[i]!, 3);
  console.log({ loss: Math.abs(gpu.loss - cpu.loss), gradients: worst });
});
