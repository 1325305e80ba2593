import type { Blobs } from '@placard/blobs';
import {
  type ArtefactFile,
  type ArtefactManifest,
  type DecisionRecord,
  decisionRequestSchema,
  type Snapshot,
} from '@placard/contracts';
import { MINUTE_MS, type Random, systemClock } from '@placard/domain';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import { createMemoryStore, type Store } from '@placard/store';
import { busyProfile, CATEGORIES, marketOf, pick } from '../decision-cpu/market.ts';
import { trainArtefact } from '../decision-cpu/model.ts';

const VIEWERS = 1_000;
const TRAINING_DECISIONS = 2_000;
export const viewers = Array.from({ length: VIEWERS }, (_, i) => `viewer-${i}`);

/** One page view of a known viewer with consent. */
export function decisionRequest(random: Random) {
  return {
    opportunities: [{ slotId: 's', placementId: 'plc_1' }],
    page: { categories: [pick(CATEGORIES, random)], keywords: [] },
    viewer: { key: pick(viewers, random), country: 'DE' },
    consent: { personalization: true },
  };
}

/** A market whose champion is a DCN-v2 of the default size, trained on the market's own decisions. */
export async function championMarket(ads: number, blobs: Blobs, random: Random): Promise<Snapshot> {
  const snapshot = withLegalCaps(marketOf(ads, random));
  const files = await trainArtefact(await loggedDecisions(snapshot, random), random);
  const manifest: Partial<Record<ArtefactFile, string>> = {};
  for (const [name, bytes] of Object.entries(files)) {
    manifest[name as ArtefactFile] = await blobs.put(bytes);
  }
  const champion = {
    modelVersionId: `mdl_bench_${ads}`,
    kind: 'dcn-v2' as const,
    manifest: manifest as ArtefactManifest,
  };
  return { ...snapshot, markets: snapshot.markets.map((market) => ({ ...market, champion })) };
}

/** Puts the viewers' histories where the ad-server reads them, and the snapshot where it follows. */
export async function publish(snapshot: Snapshot, store: Store, blobs: Blobs, random: Random) {
  await store.writeViewerProfiles(viewers.map((key) => busyProfile(key, snapshot, random)));
  const revision = await blobs.put(Buffer.from(JSON.stringify(snapshot)));
  await store.snapshotPointer.publish({ revision, publishedAtMs: systemClock.nowMs() });
  return revision;
}

/** The most that a published snapshot may carry; more than a viewer of this bench ever sees. */
function withLegalCaps(snapshot: Snapshot): Snapshot {
  const adGroups = snapshot.adGroups.map((group) => ({
    ...group,
    frequencyCap: group.frequencyCap && { ...group.frequencyCap, impressions: 10_000 },
  }));
  return { ...snapshot, adGroups };
}

async function loggedDecisions(snapshot: Snapshot, random: Random): Promise<DecisionRecord[]> {
  const hotState = createMemoryStore();
  await hotState.writeViewerProfiles(viewers.map((key) => busyProfile(key, snapshot, random)));
  const decider = createDecider({
    hotState,
    clock: systemClock,
    random,
    tokens: createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]),
    assetsBaseUrl: 'https://ads.example',
    clickUrl: (token) => `https://ads.example/v1/click/${token}`,
    tokenTtlMs: 30 * MINUTE_MS,
    conversionTokenTtlMs: 60 * MINUTE_MS,
  });
  decider.use(compileSnapshot(snapshot, 'bench'), new Map());
  const facts = { device: 'desktop', os: 'linux', browser: 'firefox', country: 'DE' } as const;
  const records: DecisionRecord[] = [];
  for (let i = 0; i < TRAINING_DECISIONS; i++) {
    const request = decisionRequestSchema.parse(decisionRequest(random));
    const outcome = await decider.decide(request, { ...facts, language: 'de', trusted: false });
    records.push(...outcome.records);
  }
  await hotState.close();
  return records;
}
