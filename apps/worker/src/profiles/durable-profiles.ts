import { type LogPosition, type ViewerProfile, viewerProfileSchema } from '@placard/contracts';
import type pg from 'pg';
import { inTransaction, lockPosition, movePosition } from '../consumers/exactly-once.ts';

/**
 * Stores the profiles changed since the last flush, with the position they are complete up to. A newer copy
 * is never replaced by an older one.
 */
export async function flushProfiles(
  pool: pg.Pool,
  profiles: readonly ViewerProfile[],
  position: LogPosition,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockPosition(client, 'profiles');
    await client.query(
      `insert into viewer_profiles (market_id, viewer_key, profile, updated_at)
       select market_id, viewer_key, profile::jsonb, now()
       from unnest($1::text[], $2::text[], $3::text[]) as p(market_id, viewer_key, profile)
       order by market_id, viewer_key
       on conflict (market_id, viewer_key) do update
         set profile = excluded.profile, updated_at = excluded.updated_at
         where coalesce((viewer_profiles.profile #>> '{lastPosition,xid}')::numeric, 0)
           <= coalesce((excluded.profile #>> '{lastPosition,xid}')::numeric, 0)`,
      [
        profiles.map((profile) => profile.marketId),
        profiles.map((profile) => profile.viewerKey),
        profiles.map((profile) => JSON.stringify(profile)),
      ],
    );
    await movePosition(client, 'profiles', position);
  });
}

const PAGE = 1_000;

/** Every stored profile, a page at a time. */
export async function* readProfiles(pool: pg.Pool): AsyncGenerator<ViewerProfile[]> {
  let last: { market_id: string; viewer_key: string } = { market_id: '', viewer_key: '' };
  for (;;) {
    const { rows } = await pool.query<{ market_id: string; viewer_key: string; profile: unknown }>(
      `select market_id, viewer_key, profile from viewer_profiles
       where (market_id, viewer_key) > ($1, $2) order by market_id, viewer_key limit ${PAGE}`,
      [last.market_id, last.viewer_key],
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows.map((row) => viewerProfileSchema.parse(row.profile));
    last = end;
  }
}
