import type pg from 'pg';
import type { BillableEvent, Books, CampaignBook } from './settle.ts';

type CampaignRow = {
  campaign_id: string;
  organization_id: string;
  advertiser_id: string;
  currency: string;
  time_zone: string;
  daily_budget_micros: string;
  total_budget_micros: string | null;
  spent_total_micros: string;
  spent_by_day: Record<string, number> | null;
};

/** The books of every campaign in the batch. Only the holder of the ledger's position may write them. */
export async function readCampaignBooks(
  client: pg.PoolClient,
  events: readonly BillableEvent[],
  dayIn: (zone: string, atMs: number) => string,
): Promise<Map<string, CampaignBook>> {
  const { rows } = await client.query<CampaignRow>({
    name: 'read campaign books',
    text: `
      select c.id as campaign_id, c.organization_id, c.advertiser_id, a.currency, a.time_zone,
        c.daily_budget_micros, c.total_budget_micros,
        coalesce(sum(s.spend_micros), 0)::bigint as spent_total_micros,
        jsonb_object_agg(s.day, s.spend_micros) filter (where s.day is not null) as spent_by_day
      from campaigns c
      join advertisers a on a.id = c.advertiser_id
      left join campaign_spend s on s.campaign_id = c.id
      where c.id = any($1)
      group by c.id, a.id`,
    values: [[...new Set(events.map((event) => event.decision.campaignId))]],
  });
  return new Map(
    rows.map((row) => [
      row.campaign_id,
      {
        campaignId: row.campaign_id,
        organizationId: row.organization_id,
        advertiserId: row.advertiser_id,
        currency: row.currency,
        dailyBudgetMicros: Number(row.daily_budget_micros),
        totalBudgetMicros:
          row.total_budget_micros === null ? null : Number(row.total_budget_micros),
        spentTotalMicros: Number(row.spent_total_micros),
        spentByDayMicros: new Map(Object.entries(row.spent_by_day ?? {})),
        dayOf: (atMs) => dayIn(row.time_zone, atMs),
      },
    ]),
  );
}

/** Publisher (and its organization) of each property in the batch. */
export async function readPublishers(
  client: pg.PoolClient,
  events: readonly BillableEvent[],
): Promise<Map<string, { publisherId: string; organizationId: string }>> {
  const { rows } = await client.query<{
    id: string;
    publisher_id: string;
    organization_id: string;
  }>('select id, publisher_id, organization_id from properties where id = any($1)', [
    [...new Set(events.map((event) => event.propertyId))],
  ]);
  return new Map(
    rows.map((row) => [
      row.id,
      { publisherId: row.publisher_id, organizationId: row.organization_id },
    ]),
  );
}

export type Account = {
  readonly id: string;
  readonly organizationId: string | null;
  readonly balanceMicros: number;
};
export type AccountKey = {
  readonly kind: 'wallet' | 'payout' | 'margin';
  readonly ownerId: string;
  readonly currency: string;
  readonly organizationId: string | null;
};

export const accountName = ({ kind, ownerId, currency }: Omit<AccountKey, 'organizationId'>) =>
  `${kind} ${ownerId} ${currency}`;

/** Opens what is missing, then locks the accounts in one order, so that two settlers never wait in a circle. */
export async function lockAccounts(
  client: pg.PoolClient,
  keys: readonly AccountKey[],
  newAccountId: () => string,
): Promise<Map<string, Account>> {
  const wanted = [...new Map(keys.map((key) => [accountName(key), key])).values()];
  const columns = [
    wanted.map((key) => key.kind),
    wanted.map((key) => key.ownerId),
    wanted.map((key) => key.currency),
  ];
  const select = `
    select a.id, a.kind, a.owner_id, a.currency, a.organization_id, a.balance_micros
    from ledger_accounts a
    join unnest($1::text[], $2::text[], $3::text[]) as w(kind, owner_id, currency)
      on a.kind = w.kind::ledger_account_kind and a.owner_id = w.owner_id and a.currency = w.currency
    order by a.id for update of a`;
  let { rows } = await client.query(select, columns);
  if (rows.length < wanted.length) {
    await client.query(
      `insert into ledger_accounts (id, kind, owner_id, currency, organization_id)
       select u.id, u.kind::ledger_account_kind, u.owner_id, u.currency, u.organization_id
       from unnest($4::text[], $1::text[], $2::text[], $3::text[], $5::text[])
         as u(id, kind, owner_id, currency, organization_id)
       on conflict (kind, owner_id, currency) do nothing`,
      [...columns, wanted.map(newAccountId), wanted.map((key) => key.organizationId)],
    );
    ({ rows } = await client.query(select, columns));
  }
  return new Map(
    rows.map((row) => [
      accountName({ kind: row.kind, ownerId: row.owner_id, currency: row.currency }),
      {
        id: row.id,
        organizationId: row.organization_id,
        balanceMicros: Number(row.balance_micros),
      },
    ]),
  );
}

export function walletsOf(
  campaigns: ReadonlyMap<string, CampaignBook>,
  accounts: ReadonlyMap<string, Account>,
): Books['walletMicros'] {
  return new Map(
    [...campaigns.values()].map(({ advertiserId: ownerId, currency }) => [
      ownerId,
      accounts.get(accountName({ kind: 'wallet', ownerId, currency }))?.balanceMicros ?? 0,
    ]),
  );
}
