import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { createFtrl } from '../online/ftrl.ts';
import { hashFeatures } from '../online/hash-features.ts';
import { sigmoid } from '../online/sigmoid.ts';
import { atReferencePosition, SLOT_POSITION, withSlotPosition } from './slot-position.ts';

const DIMENSION = 2 ** 16;
const POSITIONS = 4;
/** Each slot further down costs this much of the click logit. */
const POSITION_EFFECT = 1;
/** Ad 7 is the best by itself, ad 0 the worst. */
const APPEAL = Array.from({ length: 8 }, (_, ad) => -2.5 + 0.25 * ad);

/** A log whose ranker had it the wrong way round: it put the worst ads at the top. */
function log(count: number) {
  const random = seededRandom(1);
  return Array.from({ length: count }, () => {
    const ad = Math.floor(random() * APPEAL.length);
    const preferred = Math.floor((ad / APPEAL.length) * POSITIONS);
    const position = random() < 0.7 ? preferred : Math.floor(random() * POSITIONS);
    const clicked = random() < sigmoid(APPEAL[ad]! - POSITION_EFFECT * position);
    return { ad, position, clicked };
  });
}

function rates(blind: boolean) {
  const ftrl = createFtrl({ alpha: 0.2, l2: 0.01 });
  const values = (ad: number) => ({ ad: `ad_${ad}` });
  for (const { ad, position, clicked } of log(60_000)) {
    const row = blind ? values(ad) : withSlotPosition(values(ad), position);
    ftrl.learn(hashFeatures(row, DIMENSION), clicked);
  }
  return APPEAL.map((_, ad) => {
    const row = blind ? values(ad) : atReferencePosition(values(ad));
    return ftrl.predict(hashFeatures(row, DIMENSION));
  });
}

describe('position bias', () => {
  const truth = APPEAL.map(sigmoid);

  it('blind to position, a model takes the ranker it learnt from at its word', () => {
    const learnt = rates(true);
    expect(learnt[7]).toBeLessThan(learnt[0]!);
  });

  it('with position learnt and held at the first slot, it finds the rates of the ads themselves', () => {
    rates(false).forEach((rate, ad) => {
      expect(rate / truth[ad]!).toBeGreaterThan(0.85);
      expect(rate / truth[ad]!).toBeLessThan(1.15);
    });
  });

  it('deep slots share a value, and what is no position is refused', () => {
    expect(withSlotPosition({ ad: 'a' }, 40)).toEqual({ ad: 'a', [SLOT_POSITION]: '9' });
    expect(() => withSlotPosition({}, -1)).toThrow(RangeError);
    expect(() => withSlotPosition({}, 0.5)).toThrow(RangeError);
  });
});
