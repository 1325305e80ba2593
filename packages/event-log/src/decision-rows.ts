import type { DecisionRecord } from '@placard/contracts';
import { type Column, insertFrom, jsonText, plainText } from './columns.ts';

const winner = <K extends keyof NonNullable<DecisionRecord['winner']>>(key: K) => {
  return (record: DecisionRecord) => record.winner?.[key] ?? null;
};

const columns: readonly Column<DecisionRecord>[] = [
  ['id', 'text', (d) => d.id],
  ['request_id', 'text', (d) => d.requestId],
  ['decided_at', 'ms', (d) => d.decidedAtMs],
  ['market_id', 'text', (d) => d.marketId],
  ['publisher_organization_id', 'text', (d) => d.publisherOrganizationId],
  ['property_id', 'text', (d) => d.propertyId],
  ['placement_id', 'text', (d) => plainText(d.placementId)],
  ['slot_id', 'text', (d) => plainText(d.slotId)],
  ['viewer_key', 'text', (d) => plainText(d.viewerKey)],
  ['snapshot_revision', 'text', (d) => d.snapshotRevision],
  ['predictor', 'json', (d) => jsonText(d.predictor)],
  ['no_fill', 'text', (d) => d.noFill],
  ['advertiser_organization_id', 'text', winner('advertiserOrganizationId')],
  ['advertiser_id', 'text', winner('advertiserId')],
  ['campaign_id', 'text', winner('campaignId')],
  ['ad_group_id', 'text', winner('adGroupId')],
  ['ad_id', 'text', winner('adId')],
  ['creative_version_id', 'text', winner('creativeVersionId')],
  ['item_id', 'text', winner('itemId')],
  ['pricing', 'pricing_model', winner('pricing')],
  ['bid_micros', 'bigint', winner('bidMicros')],
  ['clearing_price_micros', 'bigint', winner('clearingPriceMicros')],
  ['ecpm_micros', 'float8', winner('eCpmMicros')],
  ['p_ctr', 'float8', winner('pCtr')],
  ['p_cvr', 'float8', winner('pCvr')],
  ['propensity', 'float8', winner('propensity')],
  ['propensity_estimated', 'boolean', winner('propensityEstimated')],
  ['explored', 'boolean', winner('explored')],
  ['house', 'boolean', winner('house')],
  ['features', 'json', (d) => (d.winner ? jsonText(d.winner.features) : null)],
  ['runners_up', 'json', (d) => jsonText(d.runnersUp)],
  ['funnel', 'json', (d) => jsonText(d.funnel)],
  ['latency_us', 'int', (d) => d.latencyUs],
  ['experiment', 'json', (d) => (d.experiment ? jsonText(d.experiment) : null)],
  ['retrieved_by', 'json', (d) => (d.winner?.retrievedBy ? jsonText(d.winner.retrievedBy) : null)],
  ['online', 'json', (d) => (d.winner?.online ? jsonText(d.winner.online) : null)],
  ['shadow', 'json', (d) => (d.shadow ? jsonText(d.shadow) : null)],
];

/** Inserts a batch; an id that is there already is left alone. The ingest role cannot read decisions. */
export const insertDecisions = insertFrom('decisions', columns, {
  orderBy: 'id',
  onConflict: 'on conflict do nothing',
});
