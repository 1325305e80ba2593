import { sessionPolicySchema } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { event, inOrder } from '../../test/events.ts';
import { VISIT_FEATURES } from '../features/visit-features.ts';
import { applyEvent, emptyProfile } from '../profile/apply-event.ts';
import { readViewer } from '../profile/read-viewer.ts';
import { visitValue } from './visit-value.ts';

/** A tree of one split: `input` <= `threshold` gives `low`, above it `high`; missing goes left. */
const stump = (input: number, threshold: number, low: number, high: number) => ({
  feature: [input, -1, -1],
  threshold: [threshold, 0, 0],
  left: [1, 0, 0],
  right: [2, 0, 0],
  missingLeft: [1, 0, 0],
  value: [0, low, high],
});
const policy = {
  formatVersion: 1 as const,
  trainedAtMs: 0,
  features: ['visit-depth'],
  stayByAd: { loud: -0.2, quiet: 0.1 },
  stays: { base: 1, trees: [stump(1, 0, -1, 1)] },
  future: { base: 3, trees: [stump(0, 4, 0, -1), stump(0, 9, 0, -9)] },
  unit: 'clicks' as const,
  steps: 10,
};

describe('the value of a visit after an ad', () => {
  it('is P(goes on) x what is left, worked by hand', () => {
    const value = visitValue(sessionPolicySchema.parse(policy));
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expect(value.after({ 'visit-depth': 2 }, 'quiet')).toBeCloseTo(3 * sigmoid(2), 9);
    expect(value.after({ 'visit-depth': 2 }, 'loud')).toBeCloseTo(3 * sigmoid(0), 9);
    expect(value.after({ 'visit-depth': 5 }, 'loud')).toBeCloseTo(2 * sigmoid(0), 9);
    // Nothing is owed to a visit: what is left is never below nothing.
    expect(value.after({ 'visit-depth': 20 }, 'quiet')).toBe(0);
    // A new ad and a viewer without a profile read as missing.
    expect(value.after({ 'visit-depth': null }, 'unknown')).toBeCloseTo(3 * sigmoid(0), 9);
  });

  it.each([
    ['a loop', { ...stump(0, 1, 0, 0), left: [0, 0, 0] }],
    ['a node that is not there', { ...stump(0, 1, 0, 0), right: [9, 0, 0] }],
    ['arrays of two lengths', { ...stump(0, 1, 0, 0), value: [0] }],
    ['an input that there is not', stump(2, 1, 0, 0)],
  ])('a tree with %s is refused', (_, tree) => {
    const bad = { ...policy, stays: { base: 0, trees: [tree] } };
    expect(sessionPolicySchema.safeParse(bad).success).toBe(false);
  });
});

describe('how a visit has gone', () => {
  const at = (minute: number) => ({ occurredAtMs: minute * MINUTE_MS });
  const profile = inOrder([
    event('view', { ...at(0) }),
    event('click', { ...at(1), categories: ['jazz'] }),
    event('view', { ...at(100), categories: ['jazz'] }),
    event('impression', { ...at(100), categories: ['jazz', 'soul'] }),
    event('click', { ...at(101), categories: ['jazz'] }),
    event('view', { ...at(125) }),
  ]).reduce(applyEvent, emptyProfile('mkt_1', 'v1'));
  const ad = { facts: { categories: ['jazz', 'folk'] } };
  const read = (minute: number) => {
    const viewer = readViewer('v1', {}, profile, minute * MINUTE_MS);
    return Object.fromEntries(
      VISIT_FEATURES.map((feature) => [
        feature.name,
        feature.side === 'viewer'
          ? feature.read(viewer)
          : feature.read({} as never, viewer, ad as never),
      ]),
    );
  };

  it('counts pages and clicks since the last half hour without any', () => {
    expect(read(130)).toMatchObject({ 'visit-depth': 2, 'visit-clicks': 1 });
    expect(read(130)['hours-since-click']).toBeCloseTo(29 / 60, 9);
    expect(read(200)).toMatchObject({ 'visit-depth': 0, 'visit-clicks': 0 });
  });

  it('measures how tired of the ad’s topics the viewer is, halved by the hour', () => {
    expect(read(160)['main-category-exposure']).toBeCloseTo(0.5, 9);
    expect(read(160)['category-exposure']).toBeCloseTo(0.25, 9);
  });

  it('knows nothing of a viewer without a profile', () => {
    const stranger = readViewer('v2', {}, null, 0);
    for (const feature of VISIT_FEATURES) {
      const value =
        feature.side === 'viewer'
          ? feature.read(stranger)
          : feature.read({} as never, stranger, ad as never);
      expect(value).toBeNull();
    }
  });
});
