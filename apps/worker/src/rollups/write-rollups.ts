import { HOUR_MS } from '@placard/domain';
import type pg from 'pg';
import type { Settled } from '../ledger/settle.ts';
import { sumBy } from '../ledger/write-settlement.ts';

/** Start of the UTC hour that holds `atMs`. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS) * HOUR_MS;
}

type Row = Readonly<Record<string, string | number | null>>;

/** Column types of both rollup tables' keys; every other column is a bigint that is added to. */
const KEYS = {
  advertiser_rollups: {
    unique: ['ad_id', 'hour'],
    columns: ['organization_id', 'advertiser_id', 'campaign_id', 'ad_group_id', 'ad_id', 'hour'],
  },
  publisher_rollups: {
    unique: ['placement_id', 'hour'],
    columns: ['organization_id', 'property_id', 'placement_id', 'hour'],
  },
} as const;

/**
 * Adds amounts to hourly rows, one row per key. Rows go in by key, so that the ledger and the rollup consumer
 * may write the same hours at the same time. `hour` is in milliseconds.
 */
export async function addToRollups(
  client: pg.PoolClient,
  table: keyof typeof KEYS,
  rows: readonly Row[],
): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const { columns: keyColumns, unique } = KEYS[table];
  const conflict = unique.join(', ');
  const amounts = Object.keys(first).filter(
    (column) => !keyColumns.some((keyColumn) => keyColumn === column),
  );
  const keyOf = (row: Row) => unique.map((column) => row[column]).join(' ');
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const sums = sumBy(rows, keyOf, (row) => amounts.map((column) => Number(row[column])));
  const keys = [...byKey.keys()];
  const arrays = [
    ...keyColumns.map((column) => keys.map((key) => byKey.get(key)?.[column])),
    ...amounts.map((_, i) => keys.map((key) => sums.get(key)?.[i])),
  ];
  const types = [
    ...keyColumns.map((column) => (column === 'hour' ? 'float8[]' : 'text[]')),
    ...amounts.map(() => 'bigint[]'),
  ];
  const names = [...keyColumns, ...amounts];
  await client.query(
    `insert into ${table} (${names.join(', ')})
     select ${names.map((name) => (name === 'hour' ? 'to_timestamp(hour / 1000)' : name)).join(', ')}
     from unnest(${types.map((type, i) => `$${i + 1}::${type}`).join(', ')}) as r(${names.join(', ')})
     order by ${conflict}
     on conflict (${conflict}) do update set
       ${amounts.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ')}`,
    arrays,
  );
}

/** The money columns, written by the ledger: what was charged, not what was asked. */
export async function writeMoneyRollups(
  client: pg.PoolClient,
  settled: readonly Settled[],
): Promise<void> {
  const charged = settled.filter((s) => s.chargeMicros > 0);
  await addToRollups(
    client,
    'advertiser_rollups',
    charged.map(({ event, chargeMicros }) => ({
      organization_id: event.decision.advertiserOrganizationId,
      advertiser_id: event.decision.advertiserId,
      campaign_id: event.decision.campaignId,
      ad_group_id: event.decision.adGroupId,
      ad_id: event.decision.adId,
      hour: hourOf(event.occurredAtMs),
      spend_micros: chargeMicros,
    })),
  );
  await addToRollups(
    client,
    'publisher_rollups',
    charged.map(({ event, payoutMicros }) => ({
      organization_id: event.publisherOrganizationId,
      property_id: event.propertyId,
      placement_id: event.placementId,
      hour: hourOf(event.occurredAtMs),
      payout_micros: payoutMicros,
    })),
  );
}
