import { sessionPolicySchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { visitValue } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { fitSessionPolicy, SessionPolicyError } from './fit-session-policy.ts';
import type { Visit } from './visit-step.ts';

/** Two ads shown by the toss of a coin: the loud one is clicked twice as much, and ends six visits of ten. */
const CLICK = { loud: 0.4, quiet: 0.2 };
const STAYS = { loud: 0.4, quiet: 0.9 };

function visits(count: number, seed: number): Visit[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const visit = [];
    for (;;) {
      const adId = random() < 0.5 ? 'loud' : 'quiet';
      visit.push({ adId, values: { 'visit-depth': visit.length }, reward: CLICK[adId] });
      if (random() >= STAYS[adId] || visit.length === 60) return visit;
    }
  });
}

const fit = (log: readonly Visit[]) =>
  fitSessionPolicy({ visits: log, features: ['visit-depth'], unit: 'clicks', trainedAtMs: 7 });

describe('a session policy', () => {
  // Worth of a visit from here on under the coin: v = 0.3 + 0.65 v.
  const onwards = 0.3 / 0.35;

  it('finds what each ad leaves of the visit, and prefers what the click alone would not', () => {
    const policy = fit(visits(3_000, 3));
    const value = visitValue(sessionPolicySchema.parse(JSON.parse(JSON.stringify(policy))));
    const after = (adId: 'loud' | 'quiet') => value.after({ 'visit-depth': 1 }, adId);
    expect(Math.abs(after('loud') - STAYS.loud * onwards)).toBeLessThan(0.1);
    expect(Math.abs(after('quiet') - STAYS.quiet * onwards)).toBeLessThan(0.1);
    expect(CLICK.loud).toBeGreaterThan(CLICK.quiet);
    expect(CLICK.quiet + after('quiet')).toBeGreaterThan(CLICK.loud + after('loud'));
    expect(policy.trainedAtMs).toBe(7);
  }, 30_000);

  it('is the same again from the same log', () => {
    expect(fit(visits(500, 1))).toEqual(fit(visits(500, 1)));
  }, 30_000);

  it('says so where there is too little to learn from', () => {
    expect(() => fit(visits(20, 1))).toThrow(SessionPolicyError);
  });
});
