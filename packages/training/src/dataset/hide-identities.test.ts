import { seededRandom } from '@placard/domain';
import { createFeatureEncoder } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { encodeTrainingRows } from './encode-training-rows.ts';
import { buildFeatureMap } from './feature-map.ts';
import { hideIdentities } from './hide-identities.ts';
import { buildEncodings } from './vocabulary.ts';

const rows = Array.from({ length: 4000 }, (_, i) => ({
  atMs: i,
  adId: 'ad',
  viewerKey: `v${i % 400}`,
  values: { viewer: `v${i % 400}`, device: i % 2 ? 'phone' : 'desktop', tags: ['a', 'b'] },
  clicked: i % 3 === 0,
  weight: 1,
}));
const features = buildEncodings(
  [
    { definition: { name: 'viewer', side: 'viewer', kind: 'categorical' } },
    { definition: { name: 'device', side: 'context', kind: 'categorical' } },
    { definition: { name: 'tags', side: 'viewer', kind: 'multi' } },
  ],
  rows,
  1,
);
const encode = () =>
  encodeTrainingRows(
    createFeatureEncoder(buildFeatureMap(features, [{ input: 'embedding', dim: 1 }])),
    rows,
  );
const hidden = (seed: number, share = 0.3) => {
  const data = encode();
  hideIdentities(data, features, { count: 3000, share, random: seededRandom(seed) });
  return data.encoded.rows;
};

describe('hiding identities', () => {
  it('hides about the share asked for, of identities alone, and of training rows alone', () => {
    const before = encode().encoded.rows;
    const after = hidden(1);
    const changed = [...before.keys()].filter((i) => before[i] !== after[i]);
    expect(changed.length / 3000).toBeGreaterThan(0.27);
    expect(changed.length / 3000).toBeLessThan(0.33);
    for (const i of changed) {
      expect(i % 4, 'the viewer is the first of four values of a row').toBe(0);
      expect(Math.floor(i / 4)).toBeLessThan(3000);
      expect(after[i]).toBe(0);
    }
  });

  it('is the same for the same seed and does nothing for a share of none', () => {
    expect(hidden(5)).toEqual(hidden(5));
    expect(hidden(5)).not.toEqual(hidden(6));
    expect(hidden(5, 0)).toEqual(encode().encoded.rows);
  });
});
