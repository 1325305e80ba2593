import { expect, it } from 'vitest';
import { presentFeatures } from './present-features.ts';

const definitions = [
  { name: 'device', side: 'context', kind: 'categorical' },
  { name: 'ad-topics', side: 'ad', kind: 'multi' },
  { name: 'viewer-clicked-ads', side: 'viewer', kind: 'multi' },
  { name: 'similarity', side: 'cross', kind: 'numeric' },
] as const;
const row = (values: Record<string, string | number | string[] | null>) => ({
  ...{ atMs: 0, adId: 'ad_1', viewerKey: null, clicked: false, weight: 1 },
  values,
});
const names = (rows: ReturnType<typeof row>[], inOrder?: Set<string>) =>
  presentFeatures(definitions, rows, inOrder).map(({ name }) => name);

it('a feature without a value in any row is left out, one of zeroes is not', () => {
  const rows = [row({ device: null, 'ad-topics': [] }), row({ device: 'tv', similarity: 0 })];
  expect(names(rows)).toEqual(['device', 'similarity']);
  expect(names(rows, new Set(['viewer-clicked-ads']))).toEqual([
    'device',
    'viewer-clicked-ads',
    'similarity',
  ]);
});

it('nothing is left out where nothing is known', () => {
  expect(names([row({})])).toHaveLength(definitions.length);
});
