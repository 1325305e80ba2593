import type { Blobs } from '@placard/blobs';
import type { ArtefactFile, ArtefactManifest, Snapshot } from '@placard/contracts';
import { type Random, systemClock } from '@placard/domain';
import type { Store } from '@placard/store';
import { rowsOfKnownClicks } from '../decision-cpu/known-clicks.ts';
import { busyProfile, CATEGORIES, marketOf, pick } from '../decision-cpu/market.ts';
import { trainArtefact } from '../decision-cpu/model.ts';

const VIEWERS = 1_000;
const TRAINING_ROWS = 10_000;
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

/** A market whose champion is a DCN-v2 of the default size, trained on the market's own clicks. */
export async function championMarket(ads: number, blobs: Blobs, random: Random): Promise<Snapshot> {
  const snapshot = withLegalCaps(marketOf(ads, random));
  const profiles = viewers.map((key) => busyProfile(key, snapshot, random));
  const rows = rowsOfKnownClicks(snapshot, profiles, TRAINING_ROWS, random);
  const { files } = await trainArtefact(rows, { epochs: 1 });
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
