import { isDeepStrictEqual } from 'node:util';
import type { ViewerProfile } from '@placard/contracts';
import type { EventLogReader } from '@placard/event-log';
import { applyEvent, emptyProfile } from '@placard/ranking';
import type { HotStateWriter } from '@placard/serving';
import type pg from 'pg';
import type { Logger } from 'pino';

export type ProfileCheckOptions = {
  readonly pool: pg.Pool;
  readonly reader: Pick<EventLogReader, 'ofViewer'>;
  readonly hotState: Pick<HotStateWriter, 'viewerProfiles' | 'writeViewerProfiles'>;
  readonly logger: Logger;
};

/** As many viewers a minute are some three hundred thousand a day. */
const SLICE = 200;

export type ProfileCheck = {
  /** Looks at the next slice of viewers; from the first again after the last. */
  next(): Promise<{ checked: number; mended: number }>;
};

/**
 * Rebuilds profiles from the whole history of their viewers, slice by slice, and puts right those that are not what
 * folding event by event has made of them: a release may have changed what an event leaves behind.
 */
export function createProfileCheck(options: ProfileCheckOptions): ProfileCheck {
  const { pool, hotState, logger } = options;
  let last = { market_id: '', viewer_key: '' };
  return {
    next: async () => {
      const { rows } = await pool.query<typeof last>(
        `select market_id, viewer_key from viewer_profiles where (market_id, viewer_key) > ($1, $2)
         order by market_id, viewer_key limit ${SLICE}`,
        [last.market_id, last.viewer_key],
      );
      last = rows.length < SLICE ? { market_id: '', viewer_key: '' } : rows.at(-1)!;
      let mended = 0;
      for (const { market_id, viewer_key } of rows) {
        const [stored] = await hotState.viewerProfiles(market_id, [viewer_key]);
        if (!stored) continue;
        const rebuilt = await profileFromHistory(options.reader, stored);
        if (isDeepStrictEqual(rebuilt, stored)) continue;
        // One that has moved on since is left alone, and looked at again.
        await hotState.writeViewerProfiles([rebuilt]);
        await pool.query(
          `update viewer_profiles set profile = $3, updated_at = now()
           where market_id = $1 and viewer_key = $2 and profile -> 'lastPosition' = $4::jsonb`,
          [market_id, viewer_key, JSON.stringify(rebuilt), JSON.stringify(rebuilt.lastPosition)],
        );
        mended += 1;
      }
      if (mended > 0)
        logger.warn({ mended, of: rows.length }, 'profiles were rebuilt from history');
      return { checked: rows.length, mended };
    },
  };
}

/** The profile as the log has it, up to where `stored` has come. */
async function profileFromHistory(
  reader: ProfileCheckOptions['reader'],
  stored: ViewerProfile,
): Promise<ViewerProfile> {
  const { marketId, viewerKey, lastPosition } = stored;
  const start = emptyProfile(marketId, viewerKey);
  if (!lastPosition) return start;
  const events = await reader.ofViewer(marketId, viewerKey, lastPosition);
  return events.reduce(applyEvent, start);
}
