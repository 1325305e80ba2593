import type { EventRecord, LogPosition, ViewerProfile } from '@placard/contracts';
import { compareLogPositions } from '../log-position.ts';
import { behaviourWeight } from './behaviour-weight.ts';
import { addDecayed, type DecayedWeight } from './decay.ts';
import { keepLargest } from './keep-largest.ts';
import { withStep } from './transitions.ts';

export const MAX_PROFILE_ADS = 200;
export const MAX_PROFILE_RECENT = 50;
export const MAX_PROFILE_CATEGORIES = 200;

export function emptyProfile(marketId: string, viewerKey: string): ViewerProfile {
  return {
    viewerKey,
    marketId,
    attributes: {},
    lastPosition: null,
    updatedAtMs: 0,
    impressions: 0,
    clicks: 0,
    conversions: 0,
    interests: {},
    exposures: {},
    ads: {},
    transitions: {},
    recent: [],
  };
}

/**
 * The profile after one more event of this viewer. An event at or before `lastPosition` changes nothing, so
 * a batch may be folded twice. Invalid traffic moves the position only.
 */
export function applyEvent(
  profile: ViewerProfile,
  event: EventRecord & { readonly position: LogPosition },
): ViewerProfile {
  if (profile.lastPosition && compareLogPositions(event.position, profile.lastPosition) <= 0) {
    return profile;
  }
  if (event.ivt) return { ...profile, lastPosition: event.position };
  const { interest, exposure } = behaviourWeight(event);
  const at = event.occurredAtMs;
  return {
    ...profile,
    lastPosition: event.position,
    updatedAtMs: Math.max(profile.updatedAtMs, at),
    impressions: profile.impressions + (event.kind === 'impression' ? 1 : 0),
    clicks: profile.clicks + (event.kind === 'click' ? 1 : 0),
    conversions: profile.conversions + (event.kind === 'conversion' ? 1 : 0),
    interests: withWeight(profile.interests, event.categories, interest, at),
    exposures: withWeight(profile.exposures, event.categories, exposure, at),
    ads: withAd(profile.ads, event),
    transitions: withStep(profile, event, interest),
    recent: withRecent(profile.recent, event, interest),
  };
}

function withWeight(
  weights: Readonly<Record<string, DecayedWeight>>,
  categories: readonly string[],
  amount: number,
  atMs: number,
): Record<string, DecayedWeight> {
  if (amount === 0 || categories.length === 0) return weights;
  const next = { ...weights };
  for (const category of categories) {
    // Pages choose these words: what every object inherits is no weight, and a prototype no entry.
    if (category === '__proto__') continue;
    const before = Object.hasOwn(next, category) ? next[category] : undefined;
    next[category] = addDecayed(before, amount, atMs);
  }
  return keepLargest(next, MAX_PROFILE_CATEGORIES, (weight) => addDecayed(weight, 0, atMs).long);
}

function withAd(ads: ViewerProfile['ads'], event: EventRecord): ViewerProfile['ads'] {
  const adId = event.decision?.adId;
  if (!adId || (event.kind !== 'impression' && event.kind !== 'click')) return ads;
  const before = ads[adId] ?? { impressions: 0, clicks: 0, lastAtMs: 0 };
  const next = {
    ...ads,
    [adId]: {
      impressions: before.impressions + (event.kind === 'impression' ? 1 : 0),
      clicks: before.clicks + (event.kind === 'click' ? 1 : 0),
      lastAtMs: Math.max(before.lastAtMs, event.occurredAtMs),
    },
  };
  return keepLargest(next, MAX_PROFILE_ADS, (ad) => ad.lastAtMs);
}

/** What the viewer did, newest first; being shown an ad is not doing. */
function withRecent(
  recent: ViewerProfile['recent'],
  event: EventRecord,
  weight: number,
): ViewerProfile['recent'] {
  if (event.kind === 'impression' || event.kind === 'viewable') return recent;
  const entry = {
    kind: event.kind,
    itemId: event.itemId,
    adId: event.decision?.adId ?? null,
    categories: event.categories,
    atMs: event.occurredAtMs,
    weight,
  };
  const older = recent.findIndex((other) => other.atMs <= entry.atMs);
  const at = older === -1 ? recent.length : older;
  return [...recent.slice(0, at), entry, ...recent.slice(at)].slice(0, MAX_PROFILE_RECENT);
}
