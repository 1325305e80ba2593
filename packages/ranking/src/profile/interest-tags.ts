import type { ViewerProfile } from '@placard/contracts';
import { LONG_HALF_LIFE_MS, remaining, SHORT_HALF_LIFE_MS } from './decay.ts';

export type InterestTag = { readonly category: string; readonly weight: number };

const MIN_WEIGHT = 0.05;

/**
 * The categories a viewer likes, strongest first: decayed positive behaviour, the present visit counted
 * along with the lasting taste. Targeting's `interest` attribute matches these tags.
 */
export function interestTags(profile: ViewerProfile, nowMs: number, limit = 10): InterestTag[] {
  // Targeting, the model's features and the log ask about the same moment in turn.
  if (last?.profile !== profile || last.nowMs !== nowMs) {
    last = { profile, nowMs, tags: allTags(profile, nowMs) };
  }
  return last.tags.slice(0, limit);
}

let last:
  | {
      readonly profile: ViewerProfile;
      readonly nowMs: number;
      readonly tags: readonly InterestTag[];
    }
  | undefined;

function allTags(profile: ViewerProfile, nowMs: number): InterestTag[] {
  const tags: InterestTag[] = [];
  for (const category in profile.interests) {
    const { short, long, atMs } = profile.interests[category]!;
    const weight =
      short * remaining(nowMs - atMs, SHORT_HALF_LIFE_MS) +
      long * remaining(nowMs - atMs, LONG_HALF_LIFE_MS);
    if (weight >= MIN_WEIGHT) tags.push({ category, weight });
  }
  tags.sort((a, b) => b.weight - a.weight || (a.category < b.category ? -1 : 1));
  return tags;
}
