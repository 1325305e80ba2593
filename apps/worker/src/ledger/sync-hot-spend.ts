import { DAY_MS, dayInZone } from '@placard/domain';
import type { HotStateWriter } from '@placard/serving';
import type pg from 'pg';

type SpendRow = {
  campaign_id: string;
  advertiser_id: string;
  total: string;
  days: Record<string, number> | null;
};

/** Writes the ledger's own figures of every campaign that may serve into the hot state. */
export async function syncHotSpend(
  pool: pg.Pool,
  hotState: Pick<HotStateWriter, 'syncSpend' | 'syncWallets'>,
  nowMs: number,
): Promise<void> {
  // Today and yesterday anywhere on earth.
  const since = dayInZone(nowMs - 2 * DAY_MS, 'UTC');
  const { rows } = await pool.query<SpendRow>(
    `select c.id as campaign_id, c.advertiser_id, coalesce(sum(s.spend_micros), 0)::bigint as total,
       jsonb_object_agg(s.day, s.spend_micros) filter (where s.day >= $1::date) as days
     from campaigns c left join campaign_spend s on s.campaign_id = c.id
     where c.status = 'active'
     group by c.id`,
    [since],
  );
  await hotState.syncSpend(
    rows.map((row) => ({
      advertiserId: row.advertiser_id,
      campaignId: row.campaign_id,
      spentTotalMicros: Number(row.total),
      spentByDayMicros: row.days ?? {},
    })),
  );
  const wallets = await pool.query<{ advertiser_id: string; balance: string }>(
    `select a.id as advertiser_id, coalesce(l.balance_micros, 0) as balance
     from advertisers a
     left join ledger_accounts l
       on l.kind = 'wallet' and l.owner_id = a.id and l.currency = a.currency`,
  );
  await hotState.syncWallets(
    new Map(wallets.rows.map((row) => [row.advertiser_id, Number(row.balance)])),
  );
}
