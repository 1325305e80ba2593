import type { Blobs } from '@placard/blobs';
import { type Snapshot, snapshotSchema } from '@placard/contracts';
import { loadContent, loadRetriever, loadVisitValue } from '@placard/ranking';
import {
  type CompiledSnapshot,
  compileSnapshot,
  type Decider,
  type SnapshotPointer,
} from '@placard/serving';
import type { FastifyBaseLogger } from 'fastify';
import type { Metrics } from './metrics.ts';
import { createServedByMarket } from './served-by-market.ts';
import { createServedModels } from './served-models.ts';

export type FollowerOptions = {
  readonly pointer: SnapshotPointer;
  readonly blobs: Blobs;
  readonly decider: Decider;
  readonly metrics: Metrics;
  readonly logger: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
  /** How often the pointer is read again, should a notice get lost, and failures are retried; default 1000. */
  readonly pollMs?: number;
  /** A champion that did not load is left alone this long; default 5000. */
  readonly championRetryMs?: number;
};

export type SnapshotFollower = {
  /** Resolves after the first look, whether or not it found a snapshot. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const NOT_FOLLOWED = 'the published snapshot could not be followed';

/**
 * Keeps the decider on the published snapshot and its models. A snapshot serves at once, with the models
 * at hand; a new model joins when it has loaded. What cannot be loaded changes nothing and is tried again.
 */
export function createSnapshotFollower(options: FollowerOptions): SnapshotFollower {
  const { pointer, blobs, decider, metrics, logger } = options;
  const { pollMs = 1_000, championRetryMs = 5_000 } = options;
  const models = createServedModels({ blobs, metrics, logger, retryMs: championRetryMs });
  const blobOptions = { blobs, logger, retryMs: championRetryMs };
  const retrievers = createServedByMarket(
    {
      what: 'a retrieval model',
      refOf: ({ retrieval }) => retrieval,
      load: loadRetriever,
      onLoad: (result) => metrics.retrievalModelLoads.inc({ result }),
    },
    blobOptions,
  );
  const contents = createServedByMarket(
    {
      what: 'a content table',
      refOf: ({ content }) => content,
      load: loadContent,
      onLoad: (result) => metrics.contentTableLoads.inc({ result }),
    },
    blobOptions,
  );
  const sessionPolicies = createServedByMarket(
    {
      what: 'a session policy',
      refOf: ({ sessionPolicy }) => sessionPolicy,
      load: loadVisitValue,
      onLoad: (result) => metrics.sessionPolicyLoads.inc({ result }),
    },
    blobOptions,
  );
  const use = (compiled: CompiledSnapshot) =>
    decider.use(
      compiled,
      models.champions,
      models.trials,
      retrievers.byMarket,
      contents.byMarket,
      sessionPolicies.byMarket,
    );
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let stopped = false;
  let lastFailure: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => Promise<void>) | undefined;

  /** A failure repeats with every look: it is worth a line when it is new. */
  const reportOnce = (reason: string) => {
    if (reason !== lastFailure) logger.error({ reason: reason.slice(0, 500) }, NOT_FOLLOWED);
    lastFailure = reason;
  };

  /** One look at a time; a notice that arrives meanwhile starts another. */
  const look = (): Promise<void> => {
    if (looking) {
      lookAgain = true;
      return looking;
    }
    looking = follow()
      .catch((error: unknown) => {
        metrics.snapshotLoads.inc({ result: 'failed' });
        reportOnce(error instanceof Error ? error.message : String(error));
      })
      .finally(() => {
        looking = undefined;
        if (lookAgain && !stopped) {
          lookAgain = false;
          void look();
        }
      });
    return looking;
  };

  const follow = async () => {
    const ref = await pointer.current();
    if (!ref) return;
    if (ref.revision !== decider.current?.revision) {
      const compiled = compileSnapshot(await readSnapshot(blobs, ref.revision), ref.revision);
      if (!decider.current) {
        await models.follow(compiled.snapshot);
        await retrievers.follow(compiled.snapshot);
        await contents.follow(compiled.snapshot);
        await sessionPolicies.follow(compiled.snapshot);
      }
      use(compiled);
      metrics.snapshotLoads.inc({ result: 'loaded' });
      lastFailure = undefined;
      metrics.snapshotBuiltAt.set(compiled.snapshot.builtAtMs / 1000);
      logger.info({ revision: ref.revision }, 'a snapshot is in use');
    }
    const { current } = decider;
    if (!current) return;
    const newModels = await models.follow(current.snapshot);
    const newRetrievers = await retrievers.follow(current.snapshot);
    const newContents = await contents.follow(current.snapshot);
    const newPolicies = await sessionPolicies.follow(current.snapshot);
    if (newModels || newRetrievers || newContents || newPolicies) use(current);
  };

  const subscribe = async () => {
    unsubscribe ??= await pointer.subscribe(() => void look());
  };

  const poll = async () => {
    await subscribe().catch((error: unknown) =>
      logger.warn({ err: error }, 'snapshot notices cannot be heard; polling goes on'),
    );
    await look();
    if (!stopped) timer = setTimeout(poll, pollMs).unref();
  };

  return {
    start: poll,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await unsubscribe?.();
      await looking;
      await models.dispose();
    },
  };
}

async function readSnapshot(blobs: Blobs, revision: string): Promise<Snapshot> {
  const bytes = await blobs.get(revision);
  return snapshotSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
