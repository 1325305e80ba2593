import { createOnlineMarket, type OnlineMarket, onlineMarketStateSchema } from '@placard/ranking';
import type pg from 'pg';

export type OnlineMarkets = Map<string, OnlineMarket>;

/** What every market has learnt, as of the position that the same transaction has locked. */
export async function readOnlineMarkets(client: pg.PoolClient): Promise<OnlineMarkets> {
  const { rows } = await client.query<{ market_id: string; state: unknown }>(
    'select market_id, state from online_states order by market_id',
  );
  return new Map(
    rows.map(({ market_id, state }) => [
      market_id,
      createOnlineMarket(onlineMarketStateSchema.parse(state)),
    ]),
  );
}

export async function writeOnlineMarket(
  client: pg.PoolClient,
  marketId: string,
  market: OnlineMarket,
  nowMs: number,
): Promise<void> {
  const report = market.report();
  await client.query(
    `insert into online_states (market_id, version, outcomes, state, report, updated_at)
     select $1, $2, $3, $4::jsonb, $5::jsonb, $6 where exists (select from markets where id = $1)
     on conflict (market_id) do update set version = excluded.version, outcomes = excluded.outcomes,
       state = excluded.state, report = excluded.report, updated_at = excluded.updated_at`,
    [
      ...[marketId, market.version, report.outcomes],
      ...[JSON.stringify(market.state()), JSON.stringify(report)],
      new Date(nowMs),
    ],
  );
}
