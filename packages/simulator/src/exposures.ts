import { HOUR_MS } from '@placard/domain';

/** How long until a viewer is e times less tired of an ad. */
export const RECOVERY_MS = 18 * HOUR_MS;

type Exposure = { readonly weight: number; readonly atMs: number };

/** What each viewer has seen: the state that fatigue depends on. */
export type Exposures = {
  /** Impressions of the ad by this viewer, each faded by the time since. */
  tiredness(viewerKey: string, adId: string, atMs: number): number;
  see(viewerKey: string, adId: string, atMs: number): void;
};

export function createExposures(): Exposures {
  const seen = new Map<string, Map<string, Exposure>>();
  const tiredness = (viewerKey: string, adId: string, atMs: number): number => {
    const last = seen.get(viewerKey)?.get(adId);
    return last ? last.weight * Math.exp(-Math.max(0, atMs - last.atMs) / RECOVERY_MS) : 0;
  };
  return {
    tiredness,
    see: (viewerKey, adId, atMs) => {
      let ads = seen.get(viewerKey);
      if (!ads) {
        ads = new Map();
        seen.set(viewerKey, ads);
      }
      ads.set(adId, { weight: tiredness(viewerKey, adId, atMs) + 1, atMs });
    },
  };
}
