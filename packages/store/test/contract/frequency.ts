import type { Reservation } from '@placard/serving';
import { describe, expect, test } from 'vitest';
import {
  another,
  CAP,
  type ContractPart,
  HOUR_MS,
  mint,
  NOW_MS,
  RESERVED,
  refusedFor,
  reservation,
  reserveOne,
} from './fixture.ts';

export const frequencyContract: ContractPart = (opened) => {
  const one = (claim: Reservation, nowMs = NOW_MS, at = opened().store) =>
    reserveOne(at, claim, nowMs);
  const committed = ({ advertiserId, campaignId, budget }: Reservation) =>
    opened().store.commitment(advertiserId, campaignId, budget.day);

  describe('frequency caps', () => {
    test('hold under 50 claims at once, in two processes', async () => {
      const first = reservation({ frequencyCap: CAP });
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          one(
            another(first, { advertiserId: mint('adv'), campaignId: mint('cmp') }),
            NOW_MS,
            i % 2 === 0 ? opened().store : opened().other,
          ),
        ),
      );
      expect(outcomes.filter(({ reserved }) => reserved)).toHaveLength(CAP.impressions);
      const { cappedCounts } = await opened().store.viewer('mkt_1', first.viewerKey!, NOW_MS);
      expect(cappedCounts.get(first.adGroupId)).toBe(CAP.impressions);
    });

    test('a claim refused by the cap leaves no hold, one refused by the budget no count', async () => {
      const capped = reservation({ frequencyCap: { ...CAP, impressions: 1 } });
      await one(capped);
      expect(await one(another(capped))).toEqual(refusedFor('frequency-cap'));
      expect((await committed(capped)).heldDayMicros).toBe(100);
      const broke = reservation({ frequencyCap: CAP, chargeMicros: 2_000, holdMicros: 2_000 });
      expect(await one(broke)).toEqual(refusedFor('daily-budget'));
      const { cappedCounts } = await opened().store.viewer('mkt_1', broke.viewerKey!, NOW_MS);
      expect(cappedCounts.size).toBe(0);
    });

    test('count a decision until its hold is over, a rendered impression for the whole window', async () => {
      const claim = reservation({ frequencyCap: { ...CAP, impressions: 1 } });
      const lost = claim.expiresAtMs + HOUR_MS;
      await one(claim);
      const countAt = async (nowMs: number) =>
        (await opened().store.viewer('mkt_1', claim.viewerKey!, nowMs)).cappedCounts.get(
          claim.adGroupId,
        ) ?? 0;
      expect(await countAt(claim.expiresAtMs)).toBe(1);
      expect(await countAt(lost)).toBe(0);
      const rendered = {
        decisionId: claim.decisionId,
        marketId: claim.marketId,
        viewerKey: claim.viewerKey!,
        adGroupId: claim.adGroupId,
        occurredAtMs: NOW_MS + 1_000,
      };
      await opened().store.confirmImpressions([rendered]);
      await opened().other.confirmImpressions([rendered]);
      expect(await countAt(lost)).toBe(1);
      const leavesAtMs = rendered.occurredAtMs + CAP.windowMs;
      expect(await countAt(leavesAtMs - 1)).toBe(1);
      expect(await one(another(claim), leavesAtMs - 1)).toEqual(refusedFor('frequency-cap'));
      expect(await one(another(claim), leavesAtMs)).toEqual(RESERVED);
    });

    test('can be rebuilt from impressions whose decision the store lost', async () => {
      const claim = reservation({ frequencyCap: { ...CAP, impressions: 1 } });
      const rendered = {
        decisionId: claim.decisionId,
        marketId: claim.marketId,
        viewerKey: claim.viewerKey!,
        adGroupId: claim.adGroupId,
        occurredAtMs: NOW_MS,
      };
      await opened().store.confirmImpressions([rendered]);
      const before = await opened().store.viewer('mkt_1', claim.viewerKey!, NOW_MS);
      expect(before.cappedCounts.size).toBe(0);
      const rebuilt = { ...rendered, capWindowMs: CAP.windowMs };
      await opened().store.confirmImpressions([rebuilt, rebuilt]);
      expect(await one(another(claim))).toEqual(refusedFor('frequency-cap'));
      expect(await one(another(claim), NOW_MS + CAP.windowMs)).toEqual(RESERVED);
    });

    test('are free again when a decision is released', async () => {
      const claim = reservation({ frequencyCap: { ...CAP, impressions: 1 } });
      await one(claim);
      await opened().store.release([claim]);
      expect(await one(another(claim))).toEqual(RESERVED);
    });

    test('do not count those without a viewer key', async () => {
      const claim = reservation({ viewerKey: null, frequencyCap: { ...CAP, impressions: 1 } });
      expect(await one(claim)).toEqual(RESERVED);
      expect(await one(another(claim))).toEqual(RESERVED);
    });
  });
};
