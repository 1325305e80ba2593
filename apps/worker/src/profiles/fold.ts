import type { LoggedEvent, ViewerProfile } from '@placard/contracts';
import { applyEvent, emptyProfile } from '@placard/ranking';
import type { HotStateWriter, RenderedImpression } from '@placard/serving';

/** Groups by market, in order. */
export function byMarket(events: readonly LoggedEvent[]): Map<string, LoggedEvent[]> {
  const groups = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    const group = groups.get(event.marketId);
    if (group) group.push(event);
    else groups.set(event.marketId, [event]);
  }
  return groups;
}

/** The profiles of one market after its events: every viewer named by one, as the hot state will hold it. */
export async function foldProfiles(
  hotState: Pick<HotStateWriter, 'viewerProfiles'>,
  marketId: string,
  events: readonly LoggedEvent[],
): Promise<ViewerProfile[]> {
  const keys = [...new Set(events.flatMap((event) => event.viewerKey ?? []))];
  if (keys.length === 0) return [];
  const known = await hotState.viewerProfiles(marketId, keys);
  const profiles = new Map(keys.map((key, i) => [key, known[i] ?? emptyProfile(marketId, key)]));
  for (const event of events) {
    const profile = event.viewerKey === null ? undefined : profiles.get(event.viewerKey);
    if (profile) profiles.set(profile.viewerKey, applyEvent(profile, event));
  }
  return [...profiles.values()];
}

export function renderedImpressions(events: readonly LoggedEvent[]): RenderedImpression[] {
  return events.flatMap(({ kind, decision, viewerKey, marketId, occurredAtMs, ivt }) =>
    kind !== 'impression' || !decision || viewerKey === null || ivt !== null
      ? []
      : [
          {
            decisionId: decision.decisionId,
            marketId,
            viewerKey,
            adGroupId: decision.adGroupId,
            occurredAtMs,
          },
        ],
  );
}
