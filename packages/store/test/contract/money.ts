import type { Reservation } from '@placard/serving';
import { describe, expect, test } from 'vitest';
import {
  another,
  type ContractPart,
  DAY,
  HOUR_MS,
  mint,
  NOW_MS,
  RESERVED,
  refusedFor,
  reservation,
  reserveOne,
} from './fixture.ts';

export const moneyContract: ContractPart = (opened) => {
  const one = (claim: Reservation, nowMs = NOW_MS, at = opened().store) =>
    reserveOne(at, claim, nowMs);
  const committed = ({ advertiserId, campaignId, budget }: Reservation) =>
    opened().store.commitment(advertiserId, campaignId, budget.day);
  const settlementOf = (claim: Reservation, chargeMicros = claim.chargeMicros) => ({
    decisionId: claim.decisionId,
    advertiserId: claim.advertiserId,
    campaignId: claim.campaignId,
    day: claim.budget.day,
    chargeMicros,
  });

  describe('budgets', () => {
    test('are never over-reserved by 100 reservers at once, in two processes', async () => {
      const first = reservation();
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          one(another(first), NOW_MS, i % 2 === 0 ? opened().store : opened().other),
        ),
      );
      expect(outcomes.filter(({ reserved }) => reserved)).toHaveLength(10);
      expect(outcomes.filter(({ reserved }) => !reserved)[0]).toEqual(refusedFor('daily-budget'));
      expect((await committed(first)).heldDayMicros).toBe(1_000);
    });

    test('bound the day, the total and the wallet, each for itself', async () => {
      const total = reservation({ budget: { day: DAY, dailyMicros: 1_000, totalMicros: 250 } });
      expect(await one(total)).toEqual(RESERVED);
      expect(await one(another(total))).toEqual(RESERVED);
      expect(await one(another(total))).toEqual(refusedFor('total-budget'));
      const wallet = reservation({
        baseline: { spentTotalMicros: 0, spentDayMicros: 0, walletBalanceMicros: 150 },
      });
      expect(await one(wallet)).toEqual(RESERVED);
      const sibling = another(wallet, { campaignId: mint('cmp') });
      expect(await one(sibling)).toEqual(refusedFor('wallet'));
      const tomorrow = { ...total.budget, day: '2026-11-21', totalMicros: null };
      expect(await one(another(total, { budget: tomorrow }))).toEqual(RESERVED);
    });

    test('start from the ledger’s baseline where the store knows nothing', async () => {
      const claim = reservation({
        baseline: { spentTotalMicros: 0, spentDayMicros: 950, walletBalanceMicros: 1_000 },
      });
      expect(await one(claim)).toEqual(refusedFor('daily-budget'));
      expect((await committed(claim)).spentDayMicros).toBe(950);
    });

    test('a hold smaller than its charge still needs room for the whole charge', async () => {
      const click = reservation({ chargeMicros: 600, holdMicros: 30 });
      expect(await one(click)).toEqual(RESERVED);
      for (let i = 0; i < 13; i++) expect(await one(another(click))).toEqual(RESERVED);
      expect(await one(another(click))).toEqual(refusedFor('daily-budget'));
      expect((await committed(click)).heldDayMicros).toBe(14 * 30);
    });

    test('nothing is held for a free impression, and settling it moves nothing', async () => {
      const free = reservation({ chargeMicros: 1, holdMicros: 0 });
      expect(await one(free)).toEqual(RESERVED);
      await opened().store.settle([settlementOf(free, 0)]);
      await opened().store.release([another(free), free]);
      expect(await committed(free)).toEqual({
        spentDayMicros: 0,
        heldDayMicros: 0,
        spentTotalMicros: 0,
        heldTotalMicros: 0,
      });
      const dropped = reservation({ chargeMicros: 1, holdMicros: 0 });
      await one(dropped);
      await opened().store.releaseExpired(dropped.expiresAtMs);
      expect((await committed(dropped)).heldDayMicros).toBe(0);
    });

    test('a repeated reservation holds nothing more', async () => {
      const claim = reservation();
      expect(await one(claim)).toEqual(RESERVED);
      expect(await one(claim, NOW_MS, opened().other)).toEqual(RESERVED);
      expect((await committed(claim)).heldDayMicros).toBe(100);
    });

    test('amounts beyond 32 bits stay exact', async () => {
      const big = 2 ** 52 + 1;
      const claim = reservation({
        chargeMicros: big,
        holdMicros: big,
        budget: { day: DAY, dailyMicros: big, totalMicros: big },
        baseline: { spentTotalMicros: 0, spentDayMicros: 0, walletBalanceMicros: big },
      });
      expect(await one(claim)).toEqual(RESERVED);
      expect(await one(another(claim, { chargeMicros: 1, holdMicros: 1 }))).toEqual(
        refusedFor('daily-budget'),
      );
      await opened().store.settle([settlementOf(claim)]);
      expect((await committed(claim)).spentTotalMicros).toBe(big);
    });
  });

  describe('holds', () => {
    test('come back when they expire, at the next reservation or by the sweep', async () => {
      const claim = reservation({ chargeMicros: 1_000, holdMicros: 1_000 });
      expect(await one(claim)).toEqual(RESERVED);
      expect(await one(another(claim), claim.expiresAtMs - 1)).toEqual(refusedFor('daily-budget'));
      const later = { expiresAtMs: claim.expiresAtMs + HOUR_MS };
      expect(await one(another(claim, later), claim.expiresAtMs)).toEqual(RESERVED);
      const before = await opened().store.releaseExpired(later.expiresAtMs - 1);
      expect((await committed(claim)).heldDayMicros).toBe(1_000);
      const swept = await opened().store.releaseExpired(later.expiresAtMs);
      expect(before + swept).toBeGreaterThanOrEqual(1);
      expect(await committed(claim)).toMatchObject({ heldDayMicros: 0, heldTotalMicros: 0 });
    });

    test('come back when released, once', async () => {
      const claim = reservation();
      await one(claim);
      await Promise.all([opened().store.release([claim]), opened().other.release([claim])]);
      expect(await committed(claim)).toMatchObject({ heldDayMicros: 0, heldTotalMicros: 0 });
    });

    test('turn into spend exactly once, however often the settlement is repeated', async () => {
      const claim = reservation({ chargeMicros: 100, holdMicros: 40 });
      await one(claim);
      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 === 0 ? opened().store : opened().other).settle([settlementOf(claim)]),
        ),
      );
      expect(await committed(claim)).toEqual({
        spentDayMicros: 100,
        heldDayMicros: 0,
        spentTotalMicros: 100,
        heldTotalMicros: 0,
      });
      await opened().store.release([claim]);
      await opened().store.releaseExpired(NOW_MS + 100 * HOUR_MS);
      expect(await committed(claim)).toMatchObject({ spentDayMicros: 100, heldDayMicros: 0 });
    });

    test('that expired before they settle still count as spent', async () => {
      const claim = reservation();
      await one(claim);
      await opened().store.releaseExpired(claim.expiresAtMs);
      await opened().store.settle([settlementOf(claim)]);
      expect(await committed(claim)).toMatchObject({ spentDayMicros: 100, heldDayMicros: 0 });
    });

    test('a settlement leaves the wallet', async () => {
      const claim = reservation({
        baseline: { spentTotalMicros: 0, spentDayMicros: 0, walletBalanceMicros: 150 },
      });
      await one(claim);
      await opened().store.settle([settlementOf(claim)]);
      expect(await one(another(claim))).toEqual(refusedFor('wallet'));
      await opened().store.syncWallets(new Map([[claim.advertiserId, 1_000]]));
      expect(await one(another(claim))).toEqual(RESERVED);
    });
  });

  test('the ledger’s figures replace the store’s, and forget other days', async () => {
    const claim = reservation();
    await one(claim);
    await opened().store.settle([settlementOf(claim)]);
    await opened().store.syncSpend([
      {
        advertiserId: claim.advertiserId,
        campaignId: claim.campaignId,
        spentTotalMicros: 5_000,
        spentByDayMicros: { '2026-11-21': 900 },
      },
    ]);
    expect(await committed(claim)).toMatchObject({ spentDayMicros: 0, spentTotalMicros: 5_000 });
    const next = { ...claim.budget, day: '2026-11-21' };
    expect(await one(another(claim, { budget: next }))).toEqual(RESERVED);
    expect(await one(another(claim, { budget: next }))).toEqual(refusedFor('daily-budget'));
  });
};
