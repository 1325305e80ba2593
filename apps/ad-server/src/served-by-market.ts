import type { Snapshot, SnapshotMarket } from '@placard/contracts';
import { systemClock } from '@placard/domain';
import type { ServedModelsOptions } from './served-models.ts';

/** One thing that the snapshot names by digest, of every market that has one. */
export type ServedByMarket<T> = {
  /** By market id. */
  readonly byMarket: ReadonlyMap<string, T>;
  /** Brings them in line with a snapshot as far as their bytes load; true when anything changed. */
  readonly follow: (snapshot: Snapshot) => Promise<boolean>;
};

export type ServedKind<T> = {
  /** As a sentence names it: `a retrieval model`. */
  readonly what: string;
  readonly refOf: (
    market: SnapshotMarket,
  ) => { readonly digest: string; method: string } | undefined;
  /** @throws Error on bytes that are none. */
  readonly load: (bytes: Uint8Array) => T;
  readonly onLoad: (result: 'loaded' | 'failed') => void;
};

type Loaded<T> = { readonly digest: string; readonly value: T };

/** Where one does not load, the one before goes on; a market that has none is served without. */
export function createServedByMarket<T>(
  { what, refOf, load, onLoad }: ServedKind<T>,
  { blobs, logger, retryMs }: Pick<ServedModelsOptions, 'blobs' | 'logger' | 'retryMs'>,
): ServedByMarket<T> {
  const failedAtMs = new Map<string, number>();
  let loaded: ReadonlyMap<string, Loaded<T>> = new Map();
  let byMarket: ReadonlyMap<string, T> = new Map();

  const fetch = async (marketId: string, digest: string, method: string) => {
    const nowMs = systemClock.nowMs();
    if (nowMs - (failedAtMs.get(digest) ?? 0) < retryMs) return null;
    try {
      const value = load(await blobs.get(digest));
      onLoad('loaded');
      logger.info({ marketId, digest, method }, `${what} is in use`);
      return { digest, value };
    } catch (error) {
      failedAtMs.set(digest, nowMs);
      onLoad('failed');
      logger.warn({ err: error, marketId, digest }, `${what} cannot be loaded`);
      return null;
    }
  };

  return {
    get byMarket() {
      return byMarket;
    },
    follow: async ({ markets }) => {
      const next = new Map<string, Loaded<T>>();
      for (const market of markets) {
        const ref = refOf(market);
        if (!ref) continue;
        const { marketId } = market;
        const before = loaded.get(marketId);
        const known = before?.digest === ref.digest ? before : null;
        const found = known ?? (await fetch(marketId, ref.digest, ref.method)) ?? before;
        if (found) next.set(marketId, found);
      }
      const changed =
        next.size !== loaded.size || [...next].some(([id, one]) => loaded.get(id) !== one);
      loaded = next;
      if (changed) byMarket = new Map([...next].map(([id, { value }]) => [id, value]));
      return changed;
    },
  };
}
