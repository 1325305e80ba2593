import { expect, it } from 'vitest';
import { emptyProfile } from '../profile/apply-event.ts';
import { readViewer } from '../profile/read-viewer.ts';
import { VIEWER_RATE_FROM, viewerCtr } from './viewer-ctr.ts';

const rateOf = (impressions: number, clicks: number) =>
  viewerCtr.read(readViewer('v', {}, { ...emptyProfile('mkt', 'v'), impressions, clicks }, 0));

it('a viewer of whom little is known has no rate, as one of whom nothing is', () => {
  expect(viewerCtr.read(readViewer('v', {}, null, 0))).toBeNull();
  expect(rateOf(1, 1)).toBeNull();
  expect(rateOf(VIEWER_RATE_FROM - 1, 0)).toBeNull();
});

it('from then on the rate counts, pulled to 5 %', () => {
  expect(rateOf(VIEWER_RATE_FROM, 2)).toBeCloseTo(2.5 / 15, 12);
  expect(rateOf(1_000, 300)).toBeCloseTo(0.2975, 4);
});
