import type { EventKind, LoggedEvent } from '@placard/contracts';

/** An event of viewer `v1` in `mkt_1`; ad events carry a decision on `ad_1` unless told otherwise. */
export function event(kind: EventKind, change: Partial<LoggedEvent> = {}): LoggedEvent {
  const byAd = ['impression', 'viewable', 'click', 'conversion'].includes(kind);
  return {
    id: 'evt_1',
    kind,
    dedupeKey: 'key',
    occurredAtMs: 0,
    marketId: 'mkt_1',
    viewerKey: 'v1',
    publisherOrganizationId: null,
    propertyId: null,
    placementId: null,
    decision: byAd ? decision('ad_1') : null,
    itemId: null,
    categories: [],
    quantity: null,
    value: null,
    ivt: null,
    position: { xid: '1', seq: '1' },
    ...change,
  };
}

export function decision(adId: string): NonNullable<LoggedEvent['decision']> {
  return {
    decisionId: 'dec_1',
    advertiserOrganizationId: 'org_1',
    advertiserId: 'adv_1',
    campaignId: 'cmp_1',
    adGroupId: 'agr_1',
    adId,
    chargeMicros: 0,
    publisherShareBps: 0,
    decidedAtMs: 0,
  };
}

/** Events numbered in the order given. */
export function inOrder(events: readonly LoggedEvent[]): LoggedEvent[] {
  return events.map((one, i) => ({ ...one, position: { xid: '1', seq: String(i + 1) } }));
}
