import type { Snapshot } from '@placard/contracts';
import { systemClock } from '@placard/domain';
import { loadRetriever, type Retriever } from '@placard/ranking';
import type { ServedModelsOptions } from './served-models.ts';

export type ServedRetrievers = {
  /** By market id. */
  readonly byMarket: ReadonlyMap<string, Retriever>;
  /** Brings them in line with a snapshot as far as their bytes load; true when anything changed. */
  readonly follow: (snapshot: Snapshot) => Promise<boolean>;
};

type Loaded = { readonly digest: string; readonly retriever: Retriever };

/**
 * The retrieval models of all markets. Where one does not load, the one before goes on; a market that has none
 * retrieves by popularity, interests and chance.
 */
export function createServedRetrievers(options: ServedModelsOptions): ServedRetrievers {
  const { blobs, metrics, logger, retryMs } = options;
  const failedAtMs = new Map<string, number>();
  let loaded: ReadonlyMap<string, Loaded> = new Map();
  let byMarket: ReadonlyMap<string, Retriever> = new Map();

  const load = async (marketId: string, digest: string): Promise<Loaded | null> => {
    const nowMs = systemClock.nowMs();
    if (nowMs - (failedAtMs.get(digest) ?? 0) < retryMs) return null;
    try {
      const retriever = loadRetriever(await blobs.get(digest));
      metrics.retrievalModelLoads.inc({ result: 'loaded' });
      logger.info({ marketId, digest, method: retriever.method }, 'a retrieval model is in use');
      return { digest, retriever };
    } catch (error) {
      failedAtMs.set(digest, nowMs);
      metrics.retrievalModelLoads.inc({ result: 'failed' });
      logger.warn({ err: error, marketId, digest }, 'a retrieval model cannot be loaded');
      return null;
    }
  };

  return {
    get byMarket() {
      return byMarket;
    },
    follow: async ({ markets }) => {
      const next = new Map<string, Loaded>();
      for (const { marketId, retrieval } of markets) {
        if (!retrieval) continue;
        const before = loaded.get(marketId);
        const known = before?.digest === retrieval.digest ? before : null;
        const found = known ?? (await load(marketId, retrieval.digest)) ?? before;
        if (found) next.set(marketId, found);
      }
      const changed =
        next.size !== loaded.size || [...next].some(([id, one]) => loaded.get(id) !== one);
      loaded = next;
      if (changed) byMarket = new Map([...next].map(([id, { retriever }]) => [id, retriever]));
      return changed;
    },
  };
}
