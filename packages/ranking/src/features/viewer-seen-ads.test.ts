import { describe, expect, it } from 'vitest';
import { emptyProfile } from '../profile/apply-event.ts';
import { readViewer } from '../profile/read-viewer.ts';
import { viewerClickedAds, viewerPassedAds } from './viewer-seen-ads.ts';

const viewerOf = (ads: Record<string, { impressions: number; clicks: number; lastAtMs: number }>) =>
  readViewer('v', {}, { ...emptyProfile('mkt', 'v'), ads }, 1_000);

describe('what a viewer did with the ads they saw', () => {
  it('parts clicked from passed, newest first', () => {
    const viewer = viewerOf({
      ad_a: { impressions: 1, clicks: 1, lastAtMs: 10 },
      ad_b: { impressions: 3, clicks: 0, lastAtMs: 30 },
      ad_c: { impressions: 2, clicks: 1, lastAtMs: 20 },
    });
    expect(viewerClickedAds.read(viewer)).toEqual(['ad_c', 'ad_a']);
    expect(viewerPassedAds.read(viewer)).toEqual(['ad_b']);
  });

  it('keeps the twenty newest, in an order that does not depend on how they are stored', () => {
    const ads = Array.from(
      { length: 50 },
      (_, i) =>
        [
          `ad_${String(i).padStart(2, '0')}`,
          { impressions: 1, clicks: 0, lastAtMs: 100 + Math.floor(i / 2) },
        ] as const,
    );
    const forwards = viewerPassedAds.read(viewerOf(Object.fromEntries(ads)));
    const backwards = viewerPassedAds.read(viewerOf(Object.fromEntries(ads.toReversed())));
    expect(forwards).toHaveLength(20);
    expect(forwards).toEqual(backwards);
    expect((forwards as string[])[0]).toBe('ad_49');
  });

  it('is empty for a viewer nobody knows', () => {
    expect(viewerClickedAds.read(readViewer('v', {}, null, 0))).toEqual([]);
  });
});
