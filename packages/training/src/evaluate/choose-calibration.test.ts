import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { chooseCalibration } from './choose-calibration.ts';
import { sigmoid } from './sigmoid.ts';

function chosen(truth: (logit: number) => number, count = 8_000) {
  const random = seededRandom(7);
  const logits = Array.from({ length: count }, () => 6 * random() - 4);
  return chooseCalibration(
    logits,
    logits.map((z) => Number(random() < truth(z))),
  ).calibration;
}

describe('the validation slice chooses the calibration', () => {
  it.each([
    ['none where the model is right', sigmoid, 'none'],
    ['temperature where it is too sure', (z: number) => sigmoid(0.5 * z), 'temperature'],
    ['Platt where it is also shifted', (z: number) => sigmoid(0.5 * z - 1), 'platt'],
    ['isotonic where it steps', (z: number) => (z < -1 ? 0.02 : z < 1 ? 0.3 : 0.35), 'isotonic'],
  ] as const)('%s', (_name, truth, method) => {
    expect(chosen(truth).method).toBe(method);
  });

  it('too few rows to cut leave Platt; none at all leave the logit as it is', () => {
    expect(chosen(sigmoid, 3).method).toBe('platt');
    expect(chooseCalibration([], []).calibration).toEqual({
      slope: 1,
      intercept: 0,
      method: 'platt',
    });
  });
});
