import type { Snapshot, SnapshotMarket, SnapshotPlacement } from '@placard/contracts';
import { type CompiledMarket, compileMarket } from './compiled-market.ts';

/** A snapshot made ready to decide from: maps by id, and per market its targeting turned into bitsets. */
export type CompiledSnapshot = {
  readonly revision: string;
  readonly snapshot: Snapshot;
  readonly markets: ReadonlyMap<string, CompiledMarket>;
  readonly placements: ReadonlyMap<string, SnapshotPlacement>;
  /** Landing page by ad id, retired and house ads included: where a click goes. */
  readonly landingUrls: ReadonlyMap<string, string>;
};

/**
 * Ads whose ad group, campaign or market is missing from the snapshot are left out: the builder reads them at
 * one moment, so this is a broken reference, and an ad that cannot be charged must not serve.
 */
export function compileSnapshot(snapshot: Snapshot, revision: string): CompiledSnapshot {
  const houseAds = snapshot.placements.flatMap(({ houseAd }) => (houseAd ? [houseAd] : []));
  return {
    revision,
    snapshot,
    markets: new Map(
      snapshot.markets.map((market: SnapshotMarket) => [
        market.marketId,
        compileMarket(market, snapshot),
      ]),
    ),
    placements: new Map(snapshot.placements.map((placement) => [placement.placementId, placement])),
    landingUrls: new Map([
      ...Object.entries(snapshot.retiredLandingUrls),
      ...[...snapshot.ads, ...houseAds].map(({ adId, landingUrl }) => [adId, landingUrl] as const),
    ]),
  };
}
