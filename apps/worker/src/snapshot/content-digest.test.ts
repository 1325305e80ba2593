import type { Snapshot } from '@placard/contracts';
import { expect, test } from 'vitest';
import { digestsOf } from './content-digest.ts';

const campaign: Snapshot['campaigns'][number] = {
  campaignId: 'cmp_1',
  organizationId: 'org_1',
  advertiserId: 'adv_1',
  advertiserName: 'Acme',
  timeZone: 'UTC',
  startMs: 0,
  endMs: null,
  dailyBudgetMicros: 1_000,
  totalBudgetMicros: 10_000,
  spentTotalMicros: 100,
  spentByDayMicros: { '2026-01-01': 100 },
  walletBalanceMicros: 500,
};

function snapshot(changes: Partial<typeof campaign> = {}, builtAtMs = 0): Snapshot {
  return {
    formatVersion: 1,
    builtAtMs,
    markets: [],
    campaigns: [{ ...campaign, ...changes }],
    adGroups: [],
    ads: [],
    placements: [],
    retiredLandingUrls: {},
    serverKeyHashes: [],
  };
}

const before = digestsOf(snapshot());

test('the moment of building and the order of keys change nothing', () => {
  expect(digestsOf(snapshot({}, 99))).toEqual(before);
  const reversed = Object.fromEntries(Object.entries(snapshot()).reverse());
  expect(digestsOf(reversed as Snapshot)).toEqual(before);
});

test('running figures change the content and are not urgent', () => {
  const spent = { spentTotalMicros: 200, spentByDayMicros: { '2026-01-01': 200 } };
  const after = digestsOf(snapshot({ ...spent, walletBalanceMicros: 400 }));
  expect(after.content).not.toBe(before.content);
  expect(after.urgent).toBe(before.urgent);
});

test.each([
  ['a plan that changed', { dailyBudgetMicros: 2_000 }],
  ['a day used up', { spentByDayMicros: { '2026-01-01': 1_000 } }],
  ['a total used up', { spentTotalMicros: 10_000 }],
  ['an empty wallet', { walletBalanceMicros: 0 }],
])('%s is urgent', (_name, changes) => {
  expect(digestsOf(snapshot(changes)).urgent).not.toBe(before.urgent);
});
