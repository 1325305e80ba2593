import type { Snapshot, SnapshotMarket, SnapshotPlacement } from '@placard/contracts';

/** A snapshot made ready to decide from. */
export type CompiledSnapshot = {
  readonly revision: string;
  readonly snapshot: Snapshot;
  readonly markets: ReadonlyMap<string, SnapshotMarket>;
  readonly placements: ReadonlyMap<string, SnapshotPlacement>;
  /** Landing page by ad id, retired and house ads included: where a click goes. */
  readonly landingUrls: ReadonlyMap<string, string>;
};

export declare function compileSnapshot(snapshot: Snapshot, revision: string): CompiledSnapshot;
