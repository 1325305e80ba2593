import type pg from 'pg';
import type { Settled } from './settle.ts';

/** One signed movement on one account. */
export type Entry = {
  readonly transactionId: string;
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly amountMicros: number;
};

export async function writeTransactions(
  client: pg.PoolClient,
  transactions: readonly { id: string; eventId: string; campaignId: string }[],
  entries: readonly Entry[],
): Promise<void> {
  await client.query(
    `insert into ledger_transactions (id, kind, event_id, campaign_id)
     select id, 'settlement', event_id, campaign_id
     from unnest($1::text[], $2::text[], $3::text[]) as t(id, event_id, campaign_id)`,
    [
      transactions.map((t) => t.id),
      transactions.map((t) => t.eventId),
      transactions.map((t) => t.campaignId),
    ],
  );
  await client.query(
    `insert into ledger_entries (transaction_id, account_id, organization_id, amount_micros, kind)
     select transaction_id, account_id, organization_id, amount_micros, 'settlement'
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
       as e(transaction_id, account_id, organization_id, amount_micros)`,
    [
      entries.map((e) => e.transactionId),
      entries.map((e) => e.accountId),
      entries.map((e) => e.organizationId),
      entries.map((e) => e.amountMicros),
    ],
  );
  const sums = sumBy(
    entries,
    (e) => e.accountId,
    (e) => [e.amountMicros],
  );
  await client.query(
    `update ledger_accounts a set balance_micros = a.balance_micros + m.amount_micros
     from unnest($1::text[], $2::bigint[]) as m(id, amount_micros) where a.id = m.id`,
    [[...sums.keys()], [...sums.values()].map(([amount]) => amount)],
  );
}

export async function writeCampaignSpend(
  client: pg.PoolClient,
  settled: readonly Settled[],
): Promise<void> {
  const first = new Map(settled.map((s) => [`${s.campaign.campaignId} ${s.day}`, s]));
  const sums = sumBy(
    settled,
    (s) => `${s.campaign.campaignId} ${s.day}`,
    (s) => [s.chargeMicros, s.overDeliveryMicros],
  );
  const keys = [...sums.keys()];
  await client.query(
    `insert into campaign_spend (campaign_id, organization_id, day, spend_micros, over_delivery_micros)
     select * from unnest($1::text[], $2::text[], $3::date[], $4::bigint[], $5::bigint[])
     on conflict (campaign_id, day) do update set
       spend_micros = campaign_spend.spend_micros + excluded.spend_micros,
       over_delivery_micros = campaign_spend.over_delivery_micros + excluded.over_delivery_micros`,
    [
      keys.map((key) => first.get(key)?.campaign.campaignId),
      keys.map((key) => first.get(key)?.campaign.organizationId),
      keys.map((key) => first.get(key)?.day),
      keys.map((key) => sums.get(key)?.[0]),
      keys.map((key) => sums.get(key)?.[1]),
    ],
  );
}

/** Column sums of `amountsOf`, by key. */
export function sumBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  amountsOf: (item: T) => readonly number[],
): Map<string, number[]> {
  const sums = new Map<string, number[]>();
  for (const item of items) {
    const amounts = amountsOf(item);
    const sum = sums.get(keyOf(item));
    if (sum) for (const [i, amount] of amounts.entries()) sum[i] = (sum[i] ?? 0) + amount;
    else sums.set(keyOf(item), [...amounts]);
  }
  return sums;
}
