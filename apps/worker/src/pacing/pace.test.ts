import type { Snapshot } from '@placard/contracts';
import type { Commitment } from '@placard/serving';
import { expect, test } from 'vitest';
import { createPacer } from './pace.ts';

const HOUR_MS = 3_600_000;
const MIDNIGHT_MS = Date.UTC(2026, 4, 1);

function snapshotOf(campaign: Partial<Snapshot['campaigns'][number]> = {}): Snapshot {
  return {
    formatVersion: 1,
    builtAtMs: 0,
    markets: [],
    campaigns: [
      {
        campaignId: 'cmp_1',
        organizationId: 'org_1',
        advertiserId: 'adv_1',
        advertiserName: 'Acme',
        timeZone: 'UTC',
        startMs: 0,
        endMs: null,
        dailyBudgetMicros: 24_000_000,
        totalBudgetMicros: null,
        spentTotalMicros: 0,
        spentByDayMicros: {},
        walletBalanceMicros: 1e9,
        ...campaign,
      },
    ],
    adGroups: ['agr_1', 'agr_2'].map((adGroupId) => ({
      adGroupId,
      campaignId: 'cmp_1',
      marketId: 'mkt_1',
      pricing: 'cpc',
      bidMicros: 1,
      frequencyCap: null,
      rules: [],
    })),
    ads: [],
    placements: [],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}

/** A pacer over a book that the test writes. */
function pacing() {
  const book: Commitment = {
    spentDayMicros: 0,
    heldDayMicros: 0,
    spentTotalMicros: 0,
    heldTotalMicros: 0,
  };
  const state = { ...book };
  return { state, pacer: createPacer({ commitment: async () => ({ ...state }) }) };
}

test('a campaign on plan runs at full rate; one ahead of it is held back in all its ad groups', async () => {
  const { state, pacer } = pacing();
  const noonMs = MIDNIGHT_MS + 12 * HOUR_MS;
  expect(await pacer.next(snapshotOf(), noonMs)).toEqual(new Map());
  state.spentDayMicros = 10_000_000;
  state.heldDayMicros = 4_000_000;
  const rates = await pacer.next(snapshotOf(), noonMs);
  expect([...rates.keys()]).toEqual(['agr_1', 'agr_2']);
  expect(rates.get('agr_1')).toBeLessThan(1);
  expect((await pacer.next(snapshotOf(), noonMs)).get('agr_1')).toBeLessThan(
    rates.get('agr_1') ?? 0,
  );
});

test('a used-up budget stops it, and the next day starts at the rate that was right before', async () => {
  const { state, pacer } = pacing();
  state.spentDayMicros = 20_000_000;
  const before = (await pacer.next(snapshotOf(), MIDNIGHT_MS + 6 * HOUR_MS)).get('agr_1') ?? 1;
  state.spentDayMicros = 24_000_000;
  expect((await pacer.next(snapshotOf(), MIDNIGHT_MS + 7 * HOUR_MS)).get('agr_1')).toBe(0);
  state.spentDayMicros = 0;
  const after = (await pacer.next(snapshotOf(), MIDNIGHT_MS + 25 * HOUR_MS)).get('agr_1') ?? 1;
  expect(after).toBeGreaterThanOrEqual(before);
});

test('what is left of the total budget bounds the plan of the day', async () => {
  const { state, pacer } = pacing();
  state.spentTotalMicros = 95_000_000;
  state.spentDayMicros = 4_000_000;
  const snapshot = snapshotOf({ totalBudgetMicros: 97_000_000 });
  // 6 micro-units may be spent today; 4 at a quarter of the day is too fast, though 24 a day would allow it.
  const rates = await pacer.next(snapshot, MIDNIGHT_MS + 6 * HOUR_MS);
  expect(rates.get('agr_1')).toBeLessThan(1);
});
