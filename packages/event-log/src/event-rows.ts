import { type EventRecord, eventKindSchema, ivtSchema, type LoggedEvent } from '@placard/contracts';
import { type Column, insertFrom, plainText, textsLiteral } from './columns.ts';

const decision = <K extends keyof NonNullable<EventRecord['decision']>>(key: K) => {
  return (event: EventRecord) => event.decision?.[key] ?? null;
};

const columns: readonly Column<EventRecord>[] = [
  ['id', 'text', (e) => plainText(e.id)],
  ['kind', 'text', (e) => e.kind],
  ['dedupe_key', 'text', (e) => plainText(e.dedupeKey)],
  ['occurred_at', 'ms', (e) => e.occurredAtMs],
  ['market_id', 'text', (e) => plainText(e.marketId)],
  ['viewer_key', 'text', (e) => plainText(e.viewerKey)],
  ['publisher_organization_id', 'text', (e) => e.publisherOrganizationId],
  ['property_id', 'text', (e) => e.propertyId],
  ['placement_id', 'text', (e) => e.placementId],
  ['decision_id', 'text', decision('decisionId')],
  ['decided_at', 'ms', decision('decidedAtMs')],
  ['advertiser_organization_id', 'text', decision('advertiserOrganizationId')],
  ['advertiser_id', 'text', decision('advertiserId')],
  ['campaign_id', 'text', decision('campaignId')],
  ['ad_group_id', 'text', decision('adGroupId')],
  ['ad_id', 'text', decision('adId')],
  ['charge_micros', 'bigint', (e) => e.decision?.chargeMicros ?? 0],
  ['publisher_share_bps', 'int', decision('publisherShareBps')],
  ['item_id', 'text', (e) => plainText(e.itemId)],
  ['categories', 'texts', (e) => textsLiteral(e.categories)],
  ['quantity', 'bigint', (e) => e.quantity],
  ['value', 'float8', (e) => e.value],
  ['ivt', 'text', (e) => e.ivt],
];

/**
 * Inserts a batch and returns the dedupe keys that are new. Sequence numbers follow the order of arrival;
 * rows go in by key, so that two writers with the same keys wait for each other and never in a circle.
 */
export const insertEvents = insertFrom('events', columns, {
  orderBy: 'dedupe_key',
  onConflict: 'on conflict (dedupe_key) do nothing returning dedupe_key',
});

export const selectEventColumns = `
  xid::text, seq::text, id, kind, dedupe_key, occurred_at, market_id, viewer_key,
  publisher_organization_id, property_id, placement_id, decision_id, decided_at,
  advertiser_organization_id, advertiser_id, campaign_id, ad_group_id, ad_id, charge_micros,
  publisher_share_bps, item_id, categories, quantity, value, ivt`;

export type EventRow = {
  xid: string;
  seq: string;
  id: string;
  kind: string;
  dedupe_key: string;
  occurred_at: Date;
  market_id: string;
  viewer_key: string | null;
  publisher_organization_id: string | null;
  property_id: string | null;
  placement_id: string | null;
  decision_id: string | null;
  decided_at: Date | null;
  advertiser_organization_id: string | null;
  advertiser_id: string | null;
  campaign_id: string | null;
  ad_group_id: string | null;
  ad_id: string | null;
  charge_micros: string;
  publisher_share_bps: number | null;
  item_id: string | null;
  categories: string[];
  quantity: string | null;
  value: number | null;
  ivt: string | null;
};

/** @throws when a row was not written through this package: a kind nobody knows, half an ad. */
export function eventOfRow(row: EventRow): LoggedEvent {
  return {
    position: { xid: row.xid, seq: row.seq },
    id: row.id,
    kind: eventKindSchema.parse(row.kind),
    dedupeKey: row.dedupe_key,
    occurredAtMs: row.occurred_at.getTime(),
    marketId: row.market_id,
    viewerKey: row.viewer_key,
    publisherOrganizationId: row.publisher_organization_id,
    propertyId: row.property_id,
    placementId: row.placement_id,
    decision: row.decision_id === null ? null : decisionOfRow(row, row.decision_id),
    itemId: row.item_id,
    categories: row.categories,
    quantity: row.quantity === null ? null : Number(row.quantity),
    value: row.value,
    ivt: ivtSchema.nullable().parse(row.ivt),
  };
}

function decisionOfRow(row: EventRow, decisionId: string): LoggedEvent['decision'] {
  const present = <T>(value: T | null): T => {
    if (value === null) throw new Error(`event ${row.id} names a decision without its ad`);
    return value;
  };
  return {
    decisionId,
    advertiserOrganizationId: present(row.advertiser_organization_id),
    advertiserId: present(row.advertiser_id),
    campaignId: present(row.campaign_id),
    adGroupId: present(row.ad_group_id),
    adId: present(row.ad_id),
    chargeMicros: Number(row.charge_micros),
    publisherShareBps: present(row.publisher_share_bps),
    decidedAtMs: present(row.decided_at).getTime(),
  };
}
