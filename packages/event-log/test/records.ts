import type { DecisionRecord, EventRecord } from '@placard/contracts';
import { newId } from '@placard/domain';

/** A view by `viewerKey`, unique unless `overrides` say otherwise. */
export function behaviour(overrides: Partial<EventRecord> = {}): EventRecord {
  const id = newId('evt');
  return {
    id,
    kind: 'view',
    dedupeKey: id,
    occurredAtMs: 1_700_000_000_123,
    marketId: 'mkt_1',
    viewerKey: 'viewer-1',
    publisherOrganizationId: 'org_p',
    propertyId: 'prp_1',
    placementId: 'plc_1',
    decision: null,
    itemId: null,
    categories: [],
    quantity: null,
    value: null,
    ivt: null,
    ...overrides,
  };
}

export function click(overrides: Partial<EventRecord> = {}): EventRecord {
  return behaviour({
    kind: 'click',
    decision: {
      decisionId: newId('dec'),
      advertiserOrganizationId: 'org_a',
      advertiserId: 'adv_1',
      campaignId: 'cmp_1',
      adGroupId: 'agr_1',
      adId: 'ad_1',
      chargeMicros: 250_000,
      publisherShareBps: 7_000,
      decidedAtMs: 1_700_000_000_000,
    },
    itemId: 'itm_1',
    categories: ['music', 'a "quoted" \\ one', 'crème, brûlée'],
    quantity: 2,
    value: 12.5,
    ...overrides,
  });
}

export function decision(overrides: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    id: newId('dec'),
    requestId: newId('req'),
    decidedAtMs: 1_700_000_000_000,
    marketId: 'mkt_1',
    publisherOrganizationId: 'org_p',
    propertyId: 'prp_1',
    placementId: 'plc_1',
    slotId: 'top',
    viewerKey: 'viewer-1',
    snapshotRevision: 'rev',
    predictor: { kind: 'posterior-mean' },
    noFill: null,
    winner: {
      advertiserOrganizationId: 'org_a',
      advertiserId: 'adv_1',
      campaignId: 'cmp_1',
      adGroupId: 'agr_1',
      adId: 'ad_1',
      creativeVersionId: 'crv_1',
      itemId: null,
      pricing: 'cpc',
      bidMicros: 500_000,
      clearingPriceMicros: 250_000,
      eCpmMicros: 5_000.5,
      pCtr: 0.02,
      pCvr: 0.1,
      propensity: 0.5,
      propensityEstimated: false,
      explored: true,
      house: false,
      features: { country: 'de', hour: 7, categories: ['a', 'b'], device: null },
    },
    runnersUp: [{ adId: 'ad_2', pCtr: 0.01, bidMicros: 1, eCpmMicros: 2.5, rankScore: 3 }],
    funnel: [{ stage: 'eligible', kept: 2, removed: { budget: 1 } }],
    latencyUs: 900,
    ...overrides,
  };
}
