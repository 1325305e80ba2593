import type { LoggedEvent } from '@placard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CampaignBook, isBillable, settle } from './settle.ts';

const DAY_MS = 86_400_000;

function book(n: number, dailyMicros: number, totalMicros: number | null): CampaignBook {
  return {
    campaignId: `cmp_${n}`,
    organizationId: 'org_a',
    advertiserId: `adv_${n % 2}`,
    currency: 'USD',
    dailyBudgetMicros: dailyMicros,
    totalBudgetMicros: totalMicros,
    spentTotalMicros: 0,
    spentByDayMicros: new Map(),
    dayOf: (atMs) => String(Math.floor(atMs / DAY_MS)),
  };
}

function event(
  n: number,
  fields: { campaign: number; priceMicros: number; day: number; shareBps: number; ivt: boolean },
): LoggedEvent {
  return {
    position: { xid: '1', seq: String(n) },
    id: `evt_${n}`,
    kind: 'click',
    dedupeKey: `k${n}`,
    occurredAtMs: fields.day * DAY_MS + 5,
    marketId: 'mkt',
    viewerKey: null,
    publisherOrganizationId: 'org_p',
    propertyId: 'prp',
    placementId: 'plc',
    decision: {
      decisionId: `dec_${n}`,
      advertiserOrganizationId: 'org_a',
      advertiserId: 'ignored: the book names the advertiser',
      campaignId: `cmp_${fields.campaign}`,
      adGroupId: 'agr',
      adId: 'ad',
      chargeMicros: fields.priceMicros,
      publisherShareBps: fields.shareBps,
      decidedAtMs: fields.day * DAY_MS,
    },
    itemId: null,
    categories: [],
    quantity: null,
    value: null,
    ivt: fields.ivt ? 'givt' : null,
  };
}

const micros = fc.integer({ min: 0, max: 5_000_000 });
const market = fc.record({
  wallets: fc.tuple(micros, micros),
  campaigns: fc.array(fc.tuple(micros, fc.option(micros)), { minLength: 3, maxLength: 3 }),
  events: fc.array(
    fc.record({
      campaign: fc.integer({ min: 0, max: 3 }),
      priceMicros: fc.integer({ min: 0, max: 2_000_000 }),
      day: fc.integer({ min: 0, max: 2 }),
      shareBps: fc.integer({ min: 0, max: 10_000 }),
      ivt: fc.boolean(),
    }),
    { maxLength: 60 },
  ),
});

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

test('no day, campaign or wallet is ever overspent; every price is charged or over-delivered; parts sum', () => {
  fc.assert(
    fc.property(market, ({ wallets, campaigns, events }) => {
      const books = campaigns.map(([daily, total], n) => book(n, daily, total));
      const billable = events.map((fields, n) => event(n, fields)).filter(isBillable);
      const { settled, unknown } = settle(billable, {
        campaigns: new Map(books.map((b) => [b.campaignId, b])),
        walletMicros: new Map(wallets.map((balance, n) => [`adv_${n}`, balance])),
      });
      expect(settled.length + unknown.length).toBe(billable.length);
      for (const s of settled) {
        expect(s.chargeMicros + s.overDeliveryMicros).toBe(s.event.decision.chargeMicros);
        expect(s.payoutMicros + s.marginMicros).toBe(s.chargeMicros);
        expect(
          Math.min(s.chargeMicros, s.overDeliveryMicros, s.payoutMicros, s.marginMicros),
        ).toBeGreaterThanOrEqual(0);
      }
      const spent = (matches: (s: (typeof settled)[number]) => boolean) =>
        sum(settled.filter(matches).map((s) => s.chargeMicros));
      for (const b of books) {
        const own = (s: (typeof settled)[number]) => s.campaign === b;
        if (b.totalBudgetMicros !== null)
          expect(spent(own)).toBeLessThanOrEqual(b.totalBudgetMicros);
        for (const day of ['0', '1', '2']) {
          expect(spent((s) => own(s) && s.day === day)).toBeLessThanOrEqual(b.dailyBudgetMicros);
        }
      }
      for (const [n, balance] of wallets.entries()) {
        expect(spent((s) => s.campaign.advertiserId === `adv_${n}`)).toBeLessThanOrEqual(balance);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('settling in any batches gives the same as settling at once', () => {
  fc.assert(
    fc.property(market, fc.integer({ min: 1, max: 9 }), ({ wallets, campaigns, events }, size) => {
      const billable = events
        .filter((fields) => fields.campaign < 3)
        .map((fields, n) => event(n, fields))
        .filter(isBillable);
      const books = campaigns.map(([daily, total], n) => book(n, daily, total));
      const start = {
        campaigns: new Map(books.map((b) => [b.campaignId, b])),
        walletMicros: new Map(wallets.map((balance, n) => [`adv_${n}`, balance])),
      };
      const atOnce = settle(billable, start).settled.map((s) => s.chargeMicros);
      let state = start;
      const inBatches: number[] = [];
      for (let i = 0; i < billable.length; i += size) {
        const { settled } = settle(billable.slice(i, i + size), state);
        inBatches.push(...settled.map((s) => s.chargeMicros));
        state = after(state, settled);
      }
      expect(inBatches).toEqual(atOnce);
    }),
  );
});

/** The books that the next batch would read. */
function after(
  books: { campaigns: Map<string, CampaignBook>; walletMicros: Map<string, number> },
  settled: ReturnType<typeof settle>['settled'],
) {
  const campaigns = new Map(books.campaigns);
  const walletMicros = new Map(books.walletMicros);
  for (const s of settled) {
    const before = campaigns.get(s.campaign.campaignId) ?? s.campaign;
    const days = new Map(before.spentByDayMicros);
    days.set(s.day, (days.get(s.day) ?? 0) + s.chargeMicros);
    campaigns.set(before.campaignId, {
      ...before,
      spentTotalMicros: before.spentTotalMicros + s.chargeMicros,
      spentByDayMicros: days,
    });
    const { advertiserId } = before;
    walletMicros.set(advertiserId, (walletMicros.get(advertiserId) ?? 0) - s.chargeMicros);
  }
  return { campaigns, walletMicros };
}
