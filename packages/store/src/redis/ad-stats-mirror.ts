import { type AdStats, type Counts, emptyAdStats, NO_COUNTS } from '@placard/ranking';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.ts';

/** Counters are read back in stretches of this many fields. */
const FIELDS_AT_ONCE = 1_000;

/** A market's counters as last read, and the version they stand at. */
export type MirroredStats = { readonly version: number; readonly stats: AdStats };

export function emptyMirror(marketId: string): MirroredStats {
  return { version: 0, stats: emptyAdStats(marketId) };
}

/** The counters now: the same object when nothing changed, else a copy with the changed fields read again. */
export async function refreshStats(
  redis: Redis,
  keys: Keys,
  mirror: MirroredStats,
): Promise<MirroredStats> {
  const { marketId } = mirror.stats;
  const key = keys.stats(marketId);
  const [xid, seq, n] = await redis.hmget(key, 'x', 's', 'n');
  const version = Number(n ?? 0);
  if (version === mirror.version || !xid || !seq) return mirror;
  // A version that went backwards is another Redis, empty or restored: read everything.
  const since = version > mirror.version ? mirror.version : 0;
  const fields = await redis.zrangebyscore(keys.statsChanged(marketId), `(${since}`, '+inf');
  const base = since === 0 ? emptyAdStats(marketId) : mirror.stats;
  const byCategory = new Map(base.byCategory);
  const byAd = new Map(base.byAd);
  let { market } = base;
  for (let from = 0; from < fields.length; from += FIELDS_AT_ONCE) {
    const some = fields.slice(from, from + FIELDS_AT_ONCE);
    const values = await redis.hmget(key, ...some);
    some.forEach((field, i) => {
      const counts = parseCounts(values[i]);
      if (field === 'm') market = counts;
      else (field.startsWith('c:') ? byCategory : byAd).set(field.slice(2), counts);
    });
  }
  return {
    version,
    stats: { marketId, lastPosition: { xid, seq }, market, byCategory, byAd },
  };
}

export function formatCounts({ impressions, clicks, conversions }: Counts): string {
  return `${impressions},${clicks},${conversions}`;
}

function parseCounts(text: string | null | undefined): Counts {
  if (!text) return NO_COUNTS;
  const [impressions = 0, clicks = 0, conversions = 0] = text.split(',').map(Number);
  return { impressions, clicks, conversions };
}
