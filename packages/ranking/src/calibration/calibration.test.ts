import { type Calibration, calibrationSchema } from '@placard/contracts';
import { DAY_MS, normalSample, seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedCalibrationError, logLoss } from '../metrics/index.ts';
import { sigmoid } from '../online/sigmoid.ts';
import { applyCalibration, calibratedLogit } from './apply-calibration.ts';
import { fitIsotonic, poolAdjacentViolators } from './isotonic.ts';
import { createOnlineCalibration } from './online-calibration.ts';
import { correctedLogit, correctedRate } from './online-correction.ts';
import { fitPlatt } from './platt.ts';
import { fitTemperature } from './temperature.ts';

const IDENTITY = { slope: 1, intercept: 0 };

function drawn(count: number, truth: (logit: number) => number, seed = 5) {
  const random = seededRandom(seed);
  const logits = Array.from({ length: count }, () => 6 * random() - 4);
  return { logits, labels: logits.map((z) => Number(random() < truth(z))) };
}

describe('temperature', () => {
  it.each([0.5, 1, 3])('finds T = %f again', (temperature) => {
    const { logits, labels } = drawn(40_000, (z) => sigmoid(z / temperature));
    const { slope, intercept } = fitTemperature(logits, labels);
    expect(1 / slope).toBeCloseTo(temperature, 0);
    expect(Math.abs(slope * temperature - 1)).toBeLessThan(0.05);
    expect(intercept).toBe(0);
  });

  it('is the identity when there is nothing to learn from', () => {
    expect(fitTemperature([1, 2], [0, 0])).toEqual(IDENTITY);
    expect(fitTemperature([3, 2, -2, -3], [0, 0, 1, 1])).toEqual(IDENTITY);
  });
});

describe('isotonic', () => {
  it('pool adjacent violators, worked by hand: 1, 3, 2, 4, 3.5 becomes 1, 2.5, 3.75', () => {
    const rows = [1, 3, 2, 4, 3.5].map((rate, i) => ({ logit: i, rate, rows: 1 }));
    expect(poolAdjacentViolators(rows)).toEqual([
      { logit: 0, rate: 1, rows: 1 },
      { logit: 1.5, rate: 2.5, rows: 2 },
      { logit: 3.5, rate: 3.75, rows: 2 },
    ]);
  });

  it('mends a curve that no slope and intercept fit', () => {
    const truth = (z: number) => (z < -1 ? 0.05 : z < 1 ? 0.3 : 0.35);
    const train = drawn(20_000, truth);
    const test = drawn(20_000, truth, 6);
    const platt = fitPlatt(train.logits, train.labels);
    const isotonic = fitIsotonic(train.logits, train.labels, platt);
    const ece = (calibration: Calibration) =>
      expectedCalibrationError(
        test.logits.map((z) => applyCalibration(calibration, z)),
        test.labels,
      );
    expect(ece(isotonic)).toBeLessThan(0.02);
    expect(ece(platt)).toBeGreaterThan(2 * ece(isotonic));
  });

  it('never changes an order, whatever it was fitted to', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.boolean()), {
      minLength: 1,
      maxLength: 60,
    });
    const probes = Array.from({ length: 60 }, (_, i) => (i - 30) / 2.5);
    fc.assert(
      fc.property(rows, (pairs) => {
        const logits = pairs.map(([z]) => z / 2);
        const labels = pairs.map(([, click]) => Number(click));
        const calibration = fitIsotonic(logits, labels, fitPlatt(logits, labels));
        const curve = probes.map((z) => calibratedLogit(calibrationSchema.parse(calibration), z));
        for (let i = 1; i < curve.length; i++) expect(curve[i]).toBeGreaterThan(curve[i - 1]!);
      }),
      {
        // Logits that tell nothing: the likeliest line is flat.
        examples: [
          [
            [
              [-2, true],
              [7, false],
              [-1, false],
              [8, true],
            ],
          ],
        ],
      },
    );
  });
});

describe('an artefact of before there was a choice', () => {
  it('still calibrates by slope and intercept', () => {
    const old = calibrationSchema.parse({ slope: 0.9, intercept: -0.1 });
    expect(applyCalibration(old, 2)).toBeCloseTo(sigmoid(1.7), 12);
  });
});

describe('online', () => {
  const random = seededRandom(9);
  /** A market whose click rate has moved by `shift` since its model was calibrated. */
  const stream = (count: number, shift: (i: number) => number) =>
    Array.from({ length: count }, (_, i) => {
      const logit = -2 + normalSample(random);
      const p = sigmoid(logit + shift(i));
      return { logit, p, clicked: random() < p, atMs: i * 60_000 };
    });

  it('follows a market that drifts away from its model', () => {
    const rows = stream(20_000, (i) => (0.8 * i) / 20_000);
    const online = createOnlineCalibration({ atMs: 0 });
    const late = rows.flatMap(({ logit, clicked, atMs, p }, i) => {
      const rate = online.rate(logit);
      online.learn(logit, clicked, atMs);
      return i >= 10_000 ? [{ rate, p, frozen: sigmoid(logit), clicked }] : [];
    });
    const sum = (read: (row: (typeof late)[number]) => number) =>
      late.reduce((total, row) => total + read(row), 0);
    const truth = sum(({ p }) => p);
    expect(sum(({ frozen }) => frozen) / truth).toBeLessThan(0.75);
    expect(sum(({ rate }) => rate) / truth).toBeGreaterThan(0.95);
    expect(sum(({ rate }) => rate) / truth).toBeLessThan(1.05);
  });

  it('costs next to nothing where the model is right', () => {
    const rows = stream(10_000, () => 0);
    const online = createOnlineCalibration({ atMs: 0 });
    const rates = rows.map(({ logit, clicked, atMs }) => {
      const rate = online.rate(logit);
      online.learn(logit, clicked, atMs);
      return rate;
    });
    const labels = rows.map(({ clicked }) => Number(clicked));
    const best = logLoss(
      rows.map(({ p }) => p),
      labels,
    );
    expect(logLoss(rates, labels) - best).toBeLessThan(0.001);
  });

  it('goes on from its state; silence widens its doubt, no further than the prior', () => {
    const online = createOnlineCalibration({ atMs: 0 });
    for (const { logit, clicked, atMs } of stream(500, () => 0.3)) {
      online.learn(logit, clicked, atMs);
    }
    const again = createOnlineCalibration(JSON.parse(JSON.stringify(online.state())));
    const years = 1_000 * DAY_MS;
    for (const each of [online, again]) each.learn(-1, true, years);
    expect(again.state()).toEqual(online.state());
    expect(online.state().belief.covariance[0]).toBeLessThanOrEqual(0.1);
  });
});

describe('an online correction', () => {
  it('moves the odds by a factor of four at most, and never changes an order', () => {
    const finite = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        fc.record({ intercept: finite, slope: fc.double({ min: 0.25, max: 5, noNaN: true }) }),
        finite,
        finite,
        (correction, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const [from, to] = [correctedLogit(correction, low), correctedLogit(correction, high)];
          expect(Math.abs(from - low)).toBeLessThanOrEqual(Math.log(4) + 1e-9);
          if (high - low > 1e-9) expect(to).toBeGreaterThan(from);
        },
      ),
    );
  });

  it('leaves a rate alone where nothing is known', () => {
    expect(correctedRate(undefined, 0.3)).toBe(0.3);
    expect(correctedRate({ intercept: 0, slope: 1 }, 0.3)).toBeCloseTo(0.3, 12);
  });
});
