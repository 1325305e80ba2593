import type { Blobs } from '@placard/blobs';
import type { Snapshot, SnapshotMarket, SnapshotTrial } from '@placard/contracts';
import { systemClock } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import type { Trials } from '@placard/serving';
import type { FastifyBaseLogger } from 'fastify';
import { loadChampion, type ServedModel } from './load-champion.ts';
import type { Metrics } from './metrics.ts';

export type ServedModelsOptions = {
  readonly blobs: Blobs;
  readonly metrics: Metrics;
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn'>;
  /** A model that did not load is left alone this long. */
  readonly retryMs: number;
};

export type ServedModels = {
  readonly champions: ReadonlyMap<string, Scorer>;
  readonly trials: ReadonlyMap<string, Trials>;
  /** Brings models in line with a snapshot as far as artefacts load; true when anything changed. */
  readonly follow: (snapshot: Snapshot) => Promise<boolean>;
  readonly dispose: () => Promise<void>;
};

/** Decisions under way may still use a model that was replaced. */
const DISPOSE_AFTER_MS = 10_000;

/**
 * The models of all markets. Where a champion does not load, the one before goes on; where a canary does not,
 * its viewers are served by the champion and counted against it; a shadow that does not load is not asked.
 */
export function createServedModels(options: ServedModelsOptions): ServedModels {
  const { blobs, metrics, logger, retryMs } = options;
  const failedAtMs = new Map<string, number>();
  /** By market, what serves; by model version id, everything that is loaded. */
  let champions: ReadonlyMap<string, Scorer> = new Map();
  let trials: ReadonlyMap<string, Trials> = new Map();
  let loaded: ReadonlyMap<string, Scorer> = new Map();
  let shape = '';

  const load = async (marketId: string, stage: string, model: ServedModel) => {
    const { modelVersionId } = model;
    const known = loaded.get(modelVersionId);
    if (known) return known;
    const nowMs = systemClock.nowMs();
    if (nowMs - (failedAtMs.get(modelVersionId) ?? 0) < retryMs) return null;
    try {
      const scorer = await loadChampion(blobs, model);
      metrics.modelLoads.inc({ result: 'loaded' });
      logger.info({ marketId, modelVersionId, stage }, `a ${stage} is in use`);
      return scorer;
    } catch (error) {
      failedAtMs.set(modelVersionId, nowMs);
      metrics.modelLoads.inc({ result: 'failed' });
      const serving = champions.get(marketId)?.modelVersionId ?? 'posterior-mean';
      logger.warn({ err: error, marketId, modelVersionId, serving }, `a ${stage} cannot be loaded`);
      return null;
    }
  };

  const trialsOf = async (
    { marketId, canary, shadow }: SnapshotMarket,
    next: Map<string, Scorer>,
  ): Promise<Trials> => {
    const found = async (stage: string, trial: SnapshotTrial) => {
      const scorer = await load(marketId, stage, trial);
      if (scorer) next.set(scorer.modelVersionId, scorer);
      return { experimentId: trial.experimentId, share: trial.share, scorer };
    };
    const tried = canary && (await found('canary', canary));
    const asked = shadow && (await found('shadow', shadow));
    return {
      ...(tried && { canary: tried }),
      ...(asked?.scorer && { shadow: { ...asked, scorer: asked.scorer } }),
    };
  };

  const disposeLater = (scorer: Scorer) => {
    const dispose = () =>
      scorer
        .dispose()
        .catch((error: unknown) => logger.warn({ err: error }, 'a model stays loaded'));
    setTimeout(dispose, DISPOSE_AFTER_MS).unref();
  };

  return {
    get champions() {
      return champions;
    },
    get trials() {
      return trials;
    },
    follow: async ({ markets }) => {
      const next = new Map<string, Scorer>();
      const nextChampions = new Map<string, Scorer>();
      const nextTrials = new Map<string, Trials>();
      for (const market of markets) {
        const { marketId, champion } = market;
        const scorer =
          champion &&
          ((await load(marketId, 'champion', champion)) ?? champions.get(marketId) ?? null);
        if (scorer) {
          nextChampions.set(marketId, scorer);
          next.set(scorer.modelVersionId, scorer);
        }
        const tried = await trialsOf(market, next);
        if (tried.canary || tried.shadow) nextTrials.set(marketId, tried);
      }
      for (const scorer of loaded.values()) {
        if (next.get(scorer.modelVersionId) !== scorer) disposeLater(scorer);
      }
      const nextShape = shapeOf(nextChampions, nextTrials);
      const changed = nextShape !== shape;
      [champions, trials, loaded, shape] = [nextChampions, nextTrials, next, nextShape];
      return changed;
    },
    dispose: async () => {
      await Promise.all([...loaded.values()].map((scorer) => scorer.dispose()));
    },
  };
}

/** What serves whom, as text: equal when nothing changed. */
function shapeOf(champions: ReadonlyMap<string, Scorer>, trials: ReadonlyMap<string, Trials>) {
  return JSON.stringify([
    [...champions].map(([marketId, { modelVersionId }]) => [marketId, modelVersionId]),
    [...trials].map(([marketId, { canary, shadow }]) => [
      marketId,
      canary && [canary.experimentId, canary.share, canary.scorer?.modelVersionId],
      shadow && [shadow.experimentId, shadow.share, shadow.scorer.modelVersionId],
    ]),
  ]);
}
