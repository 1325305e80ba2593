import { type ViewerProfile, viewerProfileSchema } from '@placard/contracts';
import type { RenderedImpression, ViewerState } from '@placard/serving';
import type { Redis } from 'ioredis';
import { confirmShowingScript } from './frequency-scripts.ts';
import type { Keys } from './keys.ts';
import { writeProfileScript } from './log-scripts.ts';

/** Profiles and showings of viewers in Redis. */
export function createRedisViewers(redis: Redis, keys: Keys) {
  return {
    viewer: async (marketId: string, viewerKey: string, nowMs: number): Promise<ViewerState> => {
      const [json, showings] = await Promise.all([
        redis.hget(keys.profile(marketId, viewerKey), 'json'),
        redis.hgetall(keys.showings(marketId, viewerKey)),
      ]);
      return {
        // Written by `writeViewerProfiles` alone, from the schema's type: not parsed again per decision.
        profile: json ? (JSON.parse(json) as ViewerProfile) : null,
        cappedCounts: countShowings(showings, nowMs),
      };
    },
    viewerProfiles: async (
      marketId: string,
      viewerKeys: readonly string[],
    ): Promise<(ViewerProfile | null)[]> => {
      const found = await Promise.all(
        viewerKeys.map((viewerKey) => redis.hget(keys.profile(marketId, viewerKey), 'json')),
      );
      return found.map((json) => (json ? viewerProfileSchema.parse(JSON.parse(json)) : null));
    },
    writeViewerProfiles: async (profiles: readonly ViewerProfile[]): Promise<void> => {
      await Promise.all(
        profiles.map((profile) =>
          writeProfileScript.run(
            redis,
            [keys.profile(profile.marketId, profile.viewerKey)],
            [
              profile.lastPosition?.xid ?? '',
              profile.lastPosition?.seq ?? '',
              JSON.stringify(profile),
            ],
          ),
        ),
      );
    },
    deleteViewer: async (marketId: string, viewerKey: string): Promise<void> => {
      await redis.unlink(keys.profile(marketId, viewerKey), keys.showings(marketId, viewerKey));
    },
    confirmImpressions: async (impressions: readonly RenderedImpression[]): Promise<void> => {
      await Promise.all(
        impressions.map((impression) => {
          const { marketId, viewerKey, adGroupId, decisionId } = impression;
          return confirmShowingScript.run(
            redis,
            [keys.showings(marketId, viewerKey)],
            [adGroupId, decisionId, impression.occurredAtMs, impression.capWindowMs ?? ''],
          );
        }),
      );
    },
  };
}

function countShowings(
  showings: Readonly<Record<string, string>>,
  nowMs: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const adGroupId in showings) {
    let count = 0;
    for (const showing of showings[adGroupId]!.split(';')) {
      if (Number.parseInt(showing, 10) > nowMs) count += 1;
    }
    if (count > 0) counts.set(adGroupId, count);
  }
  return counts;
}
