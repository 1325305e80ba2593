import { ledgerAccounts, ledgerEntries } from '@placard/db';
import { DAY_MS, dayInZone, newId } from '@placard/domain';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAdvertisers, postTransaction, topUp, walletStatement } from '../src/index.ts';
import { type Platform, refusal, startPlatform, type Tenant } from './platform.ts';

let platform: Platform;
let tenant: Tenant;
beforeAll(async () => {
  platform = await startPlatform();
  tenant = await platform.tenant('advertiser');
}, 60_000);
afterAll(() => platform.close());

const balance = async () => (await listAdvertisers({ ctx: tenant.ctx }))[0]!.balanceMicros;

/** Of the whole ledger: what entries add up to, and accounts whose balance is not that of their entries. */
async function ledgerState() {
  const sum = await platform.owner.execute<{ sum: string | null }>(
    sql`select sum(amount_micros) as sum from ledger_entries`,
  );
  const wrong = await platform.owner.execute(sql`
    select a.id from ledger_accounts a left join ledger_entries e on e.account_id = a.id
    group by a.id having a.balance_micros <> coalesce(sum(e.amount_micros), 0)`);
  return { sum: Number(sum.rows[0]!.sum ?? 0), wrongBalances: wrong.rows.length };
}

test('a top-up moves money once, however often its request is repeated', async () => {
  const input = {
    advertiserId: tenant.advertiserId,
    amountMicros: 25_000_000,
    idempotencyKey: 'order-4711',
  };
  await Promise.all(Array.from({ length: 8 }, () => topUp({ ctx: tenant.ctx, input })));
  expect(await balance()).toBe(25_000_000);
  expect(await ledgerState()).toEqual({ sum: 0, wrongBalances: 0 });
});

test('fifty top-ups at once all count', async () => {
  const before = await balance();
  await Promise.all(
    Array.from({ length: 50 }, () =>
      topUp({
        ctx: tenant.ctx,
        input: { advertiserId: tenant.advertiserId, amountMicros: 1_000_000 },
      }),
    ),
  );
  expect(await balance()).toBe(before + 50_000_000);
  expect(await ledgerState()).toEqual({ sum: 0, wrongBalances: 0 });
});

test('without demo funding only staff and the system top up', async () => {
  const input = { advertiserId: tenant.advertiserId, amountMicros: 1_000_000 };
  const before = await balance();
  const poor = platform.as(tenant.ctx.actor, { demoFunding: false });
  expect(await refusal(topUp({ ctx: poor, input }))).toBe('forbidden');
  const other = await platform.tenant('advertiser');
  expect(await refusal(topUp({ ctx: other.ctx, input }))).toBe('not-found');
  expect(await refusal(topUp({ ctx: platform.anonymous, input }))).toBe('unauthenticated');
  const staff = await platform.staff();
  await topUp({ ctx: { ...staff, settings: { ...staff.settings, demoFunding: false } }, input });
  await topUp({ ctx: platform.system, input });
  expect(await balance()).toBe(before + 2_000_000);
});

test('an amount that is no whole positive number of micros is refused', async () => {
  for (const amountMicros of [0, -1, 0.5, Number.NaN, 2 ** 60]) {
    const input = { advertiserId: tenant.advertiserId, amountMicros };
    expect(await refusal(topUp({ ctx: tenant.ctx, input })), `${amountMicros}`).toBe('invalid');
  }
});

test('any sequence of balanced postings leaves debits equal to credits and balances true', async () => {
  const wallet = (n: number) => ({
    kind: 'wallet' as const,
    ownerId: `adv_${n}`,
    organizationId: tenant.organizationId,
    currency: 'USD',
  });
  const margin = { kind: 'margin' as const, ownerId: 'USD', organizationId: null, currency: 'USD' };
  const posting = fc.record({
    wallet: fc.integer({ min: 0, max: 3 }),
    amountMicros: fc.integer({ min: 1, max: 1e12 }),
    eventId: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(posting, { minLength: 1, maxLength: 12 }), async (postings) => {
      await Promise.all(
        postings.map((p) =>
          platform.worker.transaction((tx) =>
            postTransaction(tx, {
              kind: 'settlement',
              eventId: p.eventId === null ? null : `event-${p.eventId}`,
              createdAt: new Date(platform.clock.nowMs()),
              entries: [
                { account: wallet(p.wallet), amountMicros: -p.amountMicros },
                { account: margin, amountMicros: p.amountMicros },
              ],
            }),
          ),
        ),
      );
      expect(await ledgerState()).toEqual({ sum: 0, wrongBalances: 0 });
    }),
    { numRuns: 25 },
  );
});

test('an unbalanced posting is refused, by the service and by the database', async () => {
  const account = {
    kind: 'wallet' as const,
    ownerId: 'adv_lone',
    organizationId: null,
    currency: 'USD',
  };
  const lone = platform.worker.transaction((tx) =>
    postTransaction(tx, {
      kind: 'adjustment',
      eventId: null,
      createdAt: new Date(),
      entries: [{ account, amountMicros: 5 }],
    }),
  );
  await expect(lone).rejects.toThrow(/sum to zero/);
  const [any] = await platform.owner.select().from(ledgerAccounts).limit(1);
  const past = platform.owner.transaction(async (tx) => {
    const id = newId('ltx');
    await tx.execute(sql`insert into ledger_transactions (id, kind) values (${id}, 'adjustment')`);
    await tx
      .insert(ledgerEntries)
      .values({ transactionId: id, accountId: any!.id, amountMicros: 5, kind: 'adjustment' });
  });
  await expect(past).rejects.toSatisfy((error: Error) =>
    /does not balance/.test(`${error} ${error.cause}`),
  );
});

test('a statement adds up: opening + lines = closing, settlements one line a day of the zone', async () => {
  const other = await platform.tenant('advertiser');
  const zone = 'America/New_York';
  await platform.owner.execute(
    sql`update advertisers set time_zone = ${zone} where id = ${other.advertiserId}`,
  );
  const account = {
    kind: 'wallet' as const,
    ownerId: other.advertiserId,
    organizationId: other.organizationId,
    currency: 'USD',
  };
  const margin = { kind: 'margin' as const, ownerId: 'USD', organizationId: null, currency: 'USD' };
  const post = (kind: 'top-up' | 'settlement', amountMicros: number, at: string) =>
    platform.worker.transaction((tx) =>
      postTransaction(tx, {
        kind,
        eventId: null,
        memo: kind,
        createdAt: new Date(at),
        entries: [
          { account, amountMicros },
          { account: margin, amountMicros: -amountMicros },
        ],
      }),
    );
  await post('top-up', 10_000_000, '2026-03-01T12:00:00Z');
  await post('settlement', -1_000_000, '2026-03-07T23:00:00Z');
  // Still the 7th in New York; the 8th is the day the clocks change there.
  await post('settlement', -2_000_000, '2026-03-08T04:30:00Z');
  await post('settlement', -3_000_000, '2026-03-09T03:30:00Z');
  await post('top-up', 5_000_000, '2026-03-10T12:00:00Z');
  const statement = await walletStatement({
    ctx: other.ctx,
    input: { advertiserId: other.advertiserId, fromDay: '2026-03-07', toDay: '2026-03-08' },
  });
  expect(statement.openingMicros).toBe(10_000_000);
  expect(
    statement.lines.map(({ day, kind, count, amountMicros }) => [day, kind, count, amountMicros]),
  ).toEqual([
    ['2026-03-08', 'settlement', 1, -3_000_000],
    ['2026-03-07', 'settlement', 2, -3_000_000],
  ]);
  expect(statement.closingMicros).toBe(4_000_000);
  expect(statement.balanceMicros).toBe(9_000_000);
});

test('an advertiser without a wallet has an empty statement', async () => {
  const fresh = await platform.tenant('advertiser');
  const today = dayInZone(platform.clock.nowMs(), 'UTC');
  const statement = await walletStatement({
    ctx: fresh.ctx,
    input: {
      advertiserId: fresh.advertiserId,
      fromDay: dayInZone(platform.clock.nowMs() - DAY_MS, 'UTC'),
      toDay: today,
    },
  });
  expect(statement).toMatchObject({ balanceMicros: 0, lines: [] });
  const accounts = await platform.owner
    .select()
    .from(ledgerAccounts)
    .where(eq(ledgerAccounts.ownerId, fresh.advertiserId));
  expect(accounts).toEqual([]);
});
