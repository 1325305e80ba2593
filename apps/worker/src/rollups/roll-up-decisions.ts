import { readHorizon } from '@placard/event-log';
import type pg from 'pg';
import { inTransaction, lockPosition, movePosition } from '../consumers/exactly-once.ts';

const BATCH = 5_000;

/**
 * Counts the next decisions into `requests` and `filled` (house ads fill nothing). Returns how many were read;
 * fewer than a batch means that the end is reached.
 */
export async function rollUpDecisions(pool: pg.Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    const from = await lockPosition(client, 'decision-rollups');
    const horizon = await readHorizon(client);
    const { rows } = await client.query<{ xid: string; seq: string; read: number }>({
      name: 'roll up decisions',
      text: `
        with batch as materialized (
          select d.xid, d.seq, d.publisher_organization_id, d.property_id, d.placement_id,
            date_trunc('hour', d.decided_at, 'UTC') as hour,
            d.ad_id is not null and not coalesce(d.house, false) as filled
          from decisions d
          where (d.xid, d.seq) > ($1::xid8, $2::bigint)
            and d.xid < $3::xid8
          order by d.xid, d.seq
          limit ${BATCH}
        ),
        written as (
          insert into publisher_rollups (organization_id, property_id, placement_id, hour, requests, filled)
          select publisher_organization_id, property_id, placement_id, hour,
            count(*), count(*) filter (where filled)
          from batch
          group by 1, 2, 3, 4
          order by placement_id, hour
          on conflict (placement_id, hour) do update set
            requests = publisher_rollups.requests + excluded.requests,
            filled = publisher_rollups.filled + excluded.filled
        )
        select xid::text, seq::text, count(*) over ()::int as read
        from batch order by batch.xid desc, batch.seq desc limit 1`,
      values: [from.xid, from.seq, horizon],
    });
    const last = rows[0];
    if (!last) return 0;
    await movePosition(client, 'decision-rollups', { xid: last.xid, seq: last.seq });
    return last.read;
  });
}
