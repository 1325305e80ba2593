import { experimentSettingsSchema, guardrailsSchema } from '@placard/contracts';
import { gammaSample, HOUR_MS, type Random, seededRandom } from '@placard/domain';
import { describe, expect, test } from 'vitest';
import { type CountedArm, earnedPromotion, evaluateCanary } from './guardrails.ts';
import { type ArmSums, ratioDifference } from './ratio-difference.ts';

/** Viewers who differ in how much they see and in how much they click. */
function sums(viewers: number, ctr: number, random: Random): ArmSums {
  const total = { viewers, n: 0, y: 0, nn: 0, ny: 0, yy: 0 };
  for (let i = 0; i < viewers; i++) {
    const n = 1 + Math.floor(12 * random() ** 3);
    const own = Math.min(0.9, ctr * gammaSample(0.7, random) * (1 / 0.7));
    let y = 0;
    for (let j = 0; j < n; j++) if (random() < own) y++;
    total.n += n;
    total.y += y;
    total.nn += n * n;
    total.ny += n * y;
    total.yy += y * y;
  }
  return total;
}

function arm(own: ArmSums, more: Partial<CountedArm> = {}): CountedArm {
  return {
    decisions: own.n,
    errors: 0,
    viewers: own.viewers,
    impressions: own.n,
    clicks: own.y,
    predictedClicks: own.y,
    latencyP95Us: 4_000,
    sums: own,
    ...more,
  };
}

describe('the difference of two click rates', () => {
  test('agrees with a case worked by hand', () => {
    // Two viewers an arm. a: (2, 1), (4, 1); b: (2, 0), (2, 1).
    const a = { viewers: 2, n: 6, y: 2, nn: 20, ny: 6, yy: 2 };
    const b = { viewers: 2, n: 4, y: 1, nn: 8, ny: 2, yy: 1 };
    const found = ratioDifference(a, b)!;
    expect(found.estimate).toBeCloseTo(2 / 6 - 1 / 4, 12);
    // a: s_y = 0, s_ny = 0, s_n = 2, so (1/9 x 2) / (2 x 9) = .012346, below its binomial (3/8)(5/8)/6.
    // b: s_y = .5, s_ny = s_n = 0, so .5 / (2 x 4) = .0625, above its binomial (2/6)(4/6)/4 = .0556.
    expect(found.standardError).toBeCloseTo(Math.sqrt(0.0390625 + 0.0625), 12);
    expect(ratioDifference(a, { ...b, n: 0 })).toBeNull();
  });

  test('its 95 % interval holds zero about 95 times in 100 when there is none; naively it would not', () => {
    const random = seededRandom(11);
    let covered = 0;
    let naive = 0;
    const RUNS = 400;
    for (let run = 0; run < RUNS; run++) {
      const [a, b] = [sums(300, 0.15, random), sums(300, 0.15, random)];
      const { interval, estimate } = ratioDifference(a, b)!;
      if (interval.low <= 0 && interval.high >= 0) covered++;
      const variance = ({ y, n }: ArmSums) => ((y / n) * (1 - y / n)) / n;
      if (Math.abs(estimate) < 1.96 * Math.sqrt(variance(a) + variance(b))) naive++;
    }
    expect(covered / RUNS).toBeGreaterThan(0.92);
    expect(covered / RUNS).toBeLessThan(0.98);
    expect(naive / RUNS).toBeLessThan(0.9);
  });

  test('the anytime interval is left less than 5 times in 100, over 40 looks', () => {
    const random = seededRandom(5);
    let left = 0;
    let leftFixed = 0;
    const RUNS = 150;
    for (let run = 0; run < RUNS; run++) {
      let [a, b] = [sums(40, 0.15, random), sums(40, 0.15, random)];
      let [everLeft, everLeftFixed] = [false, false];
      for (let look = 0; look < 40; look++) {
        const { anytimeInterval, interval } = ratioDifference(a, b)!;
        everLeft ||= anytimeInterval.low > 0 || anytimeInterval.high < 0;
        everLeftFixed ||= interval.low > 0 || interval.high < 0;
        [a, b] = [added(a, sums(40, 0.15, random)), added(b, sums(40, 0.15, random))];
      }
      if (everLeft) left++;
      if (everLeftFixed) leftFixed++;
    }
    expect(left / RUNS).toBeLessThan(0.05);
    expect(leftFixed / RUNS).toBeGreaterThan(0.15);
  });
});

function added(a: ArmSums, b: ArmSums): ArmSums {
  const keys = ['viewers', 'n', 'y', 'nn', 'ny', 'yy'] as const;
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as ArmSums;
}

describe('guardrails', () => {
  const limits = guardrailsSchema.parse({});
  const random = seededRandom(2);
  const control = arm(sums(800, 0.2, random));
  const verdicts = (canary: CountedArm, against = control) =>
    Object.fromEntries(
      evaluateCanary({ canary, control: against }, limits, 0).guardrails.map((one) => [
        one.guardrail,
        one.verdict,
      ]),
    );
  const good = arm(sums(800, 0.2, random));

  test('an equal canary holds all four', () => {
    expect(verdicts(good)).toEqual({
      ctr: 'holds',
      errors: 'holds',
      latency: 'holds',
      calibration: 'holds',
    });
  });

  test('each is breached by what it watches for', () => {
    expect(verdicts(arm(sums(800, 0.08, random))).ctr).toBe('breached');
    expect(verdicts({ ...good, errors: good.decisions / 10 }).errors).toBe('breached');
    expect(verdicts({ ...good, latencyP95Us: 40_000 }).latency).toBe('breached');
    expect(verdicts({ ...good, predictedClicks: good.clicks * 3 }).calibration).toBe('breached');
    expect(verdicts({ ...good, predictedClicks: good.clicks / 3 }).calibration).toBe('breached');
  });

  test('nothing is judged by too little', () => {
    const little = arm(sums(20, 0.01, random), { errors: 10 });
    expect(new Set(Object.values(verdicts(little)))).toEqual(new Set(['too-little']));
  });

  test('promotion is earned by time, impressions, an interval that is good enough, and asking for it', () => {
    const better = arm(sums(8_000, 0.3, random));
    const report = evaluateCanary({ canary: better, control }, limits, 0);
    const asked = experimentSettingsSchema.parse({ autoPromote: true });
    expect(earnedPromotion(report, asked, 25 * HOUR_MS)).toMatch(/every guardrail holds/);
    expect(earnedPromotion(report, asked, 23 * HOUR_MS)).toBeNull();
    const unasked = experimentSettingsSchema.parse({});
    expect(earnedPromotion(report, unasked, 25 * HOUR_MS)).toBeNull();
    const unsure = evaluateCanary({ canary: good, control }, limits, 0);
    expect(
      earnedPromotion(unsure, { ...asked, promoteAfterImpressions: 1 }, 25 * HOUR_MS),
    ).toBeNull();
  });
});
