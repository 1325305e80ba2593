import { applyEvent, emptyProfile } from '@placard/ranking';
import { eventually } from '@placard/testing';
import { describe, expect, test } from 'vitest';
import { CAP, type ContractPart, mint, NOW_MS, reservation, reserveOne } from './fixture.ts';

export const knowledgeContract: ContractPart = (opened) => {
  const one = (claim: Parameters<typeof reserveOne>[1]) => reserveOne(opened().store, claim);

  describe('profiles', () => {
    const clicked = (viewerKey: string, seq: string) =>
      applyEvent(emptyProfile('mkt_1', viewerKey), {
        id: mint('evt'),
        kind: 'click',
        dedupeKey: mint('key'),
        occurredAtMs: NOW_MS,
        marketId: 'mkt_1',
        viewerKey,
        publisherOrganizationId: null,
        propertyId: null,
        placementId: null,
        decision: null,
        itemId: null,
        categories: ['jazz'],
        quantity: null,
        value: null,
        ivt: null,
        position: { xid: '7', seq },
      });

    test('are read as written, by every process, and unknown ones are null', async () => {
      const profile = clicked(mint('viewer'), '1');
      await opened().store.writeViewerProfiles([profile]);
      const unknown = mint('viewer');
      expect((await opened().other.viewer('mkt_1', profile.viewerKey, NOW_MS)).profile).toEqual(
        profile,
      );
      expect((await opened().other.viewer('mkt_2', profile.viewerKey, NOW_MS)).profile).toBeNull();
      expect(await opened().store.viewerProfiles('mkt_1', [unknown, profile.viewerKey])).toEqual([
        null,
        profile,
      ]);
    });

    test('never go back to an older position', async () => {
      const viewerKey = mint('viewer');
      const newer = clicked(viewerKey, '10');
      await opened().store.writeViewerProfiles([newer]);
      await opened().other.writeViewerProfiles([{ ...clicked(viewerKey, '9'), clicks: 99 }]);
      await opened().other.writeViewerProfiles([emptyProfile('mkt_1', viewerKey)]);
      expect((await opened().store.viewer('mkt_1', viewerKey, NOW_MS)).profile).toEqual(newer);
    });

    test('are forgotten on request, with what they were shown', async () => {
      const claim = reservation({ frequencyCap: CAP });
      const viewerKey = claim.viewerKey!;
      await opened().store.writeViewerProfiles([clicked(viewerKey, '1')]);
      await one(claim);
      await opened().store.deleteViewer('mkt_1', viewerKey);
      expect(await opened().store.viewer('mkt_1', viewerKey, NOW_MS)).toEqual({
        profile: null,
        cappedCounts: new Map(),
      });
    });
  });

  describe('counters', () => {
    const delta = (marketId: string, seq: string, clicks: number) => ({
      marketId,
      upTo: { xid: '7', seq },
      market: { impressions: 10, clicks, conversions: 0 },
      byCategory: new Map([['jazz', { impressions: 10, clicks, conversions: 0 }]]),
      byAd: new Map([['ad_1', { impressions: 10, clicks, conversions: 1 }]]),
    });

    test('add up once per position, and every process sees them within a second', async () => {
      const marketId = mint('mkt');
      expect(opened().other.adStats(marketId).lastPosition).toBeNull();
      expect(await opened().store.addAdStats(delta(marketId, '9', 2))).toBe(true);
      expect(await opened().store.addAdStats(delta(marketId, '9', 2))).toBe(false);
      expect(await opened().other.addAdStats(delta(marketId, '10', 3))).toBe(true);
      expect(await opened().store.addAdStats(delta(marketId, '9', 2))).toBe(false);
      const sum = {
        marketId,
        lastPosition: { xid: '7', seq: '10' },
        market: { impressions: 20, clicks: 5, conversions: 0 },
        byCategory: new Map([['jazz', { impressions: 20, clicks: 5, conversions: 0 }]]),
        byAd: new Map([['ad_1', { impressions: 20, clicks: 5, conversions: 2 }]]),
      };
      expect(await opened().store.readAdStats(marketId)).toEqual(sum);
      await eventually(() => expect(opened().other.adStats(marketId)).toEqual(sum), {
        timeoutMs: 1_000,
      });
    });

    test('are the same object until they change', async () => {
      const marketId = mint('mkt');
      await opened().store.addAdStats(delta(marketId, '1', 1));
      await eventually(() => expect(opened().store.adStats(marketId).lastPosition?.seq).toBe('1'));
      const before = opened().store.adStats(marketId);
      await opened().store.readAdStats(marketId);
      expect(opened().store.adStats(marketId)).toBe(before);
    });
  });
};
