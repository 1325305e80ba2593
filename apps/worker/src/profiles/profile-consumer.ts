import type { LoggedEvent, LogPosition, ViewerProfile } from '@placard/contracts';
import type { EventLogReader } from '@placard/event-log';
import { adStatsDelta, compareLogPositions } from '@placard/ranking';
import type { HotStateWriter } from '@placard/serving';
import type pg from 'pg';
import type { Logger } from 'pino';
import { readPosition } from '../consumers/exactly-once.ts';
import { createSerial, every, supervise } from '../consumers/supervise.ts';
import { flushProfiles } from './durable-profiles.ts';
import { byMarket, foldProfiles, renderedImpressions } from './fold.ts';
import { rebuildHotState } from './rebuild.ts';

export type ProfileConsumerOptions = {
  readonly pool: pg.Pool;
  readonly reader: EventLogReader;
  readonly hotState: HotStateWriter;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Told whenever the hot state is complete and the log is being followed. */
  readonly onReady?: () => void;
  readonly flushMs?: number;
};

/** What the hot state has been told of the log. Lost with it, which is how a loss is noticed. */
const REACHED = 'profiles';
/** Written by a rebuild alone: a store that lost everything cannot look whole after the next batch. */
const REBUILT = 'profiles-rebuilt';

/**
 * Folds events into viewer profiles, ad counters and frequency counts of the hot state, and flushes changed
 * profiles to Postgres. It resumes from the durable position, so that events flushed nowhere are folded
 * again; the hot state skips what it has. A hot state that lost anything is rebuilt first.
 */
export async function consumeProfiles(options: ProfileConsumerOptions): Promise<void> {
  const { logger, signal } = options;
  await supervise('profiles', (running) => foldFromDurable(options, running), { signal, logger });
}

class HotStateLostError extends Error {
  constructor() {
    super('the hot state lost what it was told');
    this.name = 'HotStateLostError';
  }
}

async function foldFromDurable(
  options: ProfileConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { pool, reader, hotState, logger, flushMs = 2_000 } = options;
  const serially = createSerial();
  const dirty = new Map<string, ViewerProfile>();
  const statsReached = new Map<string, LogPosition | null>();

  let durable = await readPosition(pool, 'profiles');
  let reached = durable;
  let saved = await hotState.consumerPosition(REACHED);
  const rebuilt = await hotState.consumerPosition(REBUILT);
  if (!saved || !rebuilt || compareLogPositions(saved, durable) < 0) {
    const startedMs = performance.now();
    const { profiles } = await rebuildHotState(pool, hotState, durable);
    await hotState.saveConsumerPosition(REACHED, durable);
    await hotState.saveConsumerPosition(REBUILT, durable);
    saved = durable;
    const tookMs = Math.round(performance.now() - startedMs);
    logger.info({ profiles, tookMs }, 'the hot state is rebuilt from Postgres');
  }

  /** Asked after reading and before writing: what was read from a store that is whole now was whole then. */
  const assertWhole = async () => {
    const [at, mark] = await Promise.all([
      hotState.consumerPosition(REACHED),
      hotState.consumerPosition(REBUILT),
    ]);
    if (!mark || !at || (saved && compareLogPositions(at, saved) < 0))
      throw new HotStateLostError();
  };

  const addAdStats = async (marketId: string, events: readonly LoggedEvent[]) => {
    if (!statsReached.has(marketId)) {
      statsReached.set(marketId, (await hotState.readAdStats(marketId)).lastPosition);
    }
    const delta = adStatsDelta(marketId, events, statsReached.get(marketId) ?? null);
    if (!delta) return;
    await hotState.addAdStats(delta);
    statsReached.set(marketId, delta.upTo);
  };

  const onBatch = async (events: readonly LoggedEvent[]) => {
    const last = events.at(-1)?.position;
    if (!last) return;
    const markets = [...byMarket(events)];
    const folded = await Promise.all(
      markets.map(([marketId, own]) => foldProfiles(hotState, marketId, own)),
    );
    const profiles = folded.flat();
    await assertWhole();
    await hotState.writeViewerProfiles(profiles);
    for (const [marketId, own] of markets) await addAdStats(marketId, own);
    await hotState.confirmImpressions(renderedImpressions(events));
    await hotState.saveConsumerPosition(REACHED, last);
    if (!saved || compareLogPositions(last, saved) > 0) saved = last;
    for (const profile of profiles) {
      dirty.set(`${profile.marketId} ${profile.viewerKey}`, profile);
    }
    reached = last;
  };

  const flush = async () => {
    if (compareLogPositions(reached, durable) <= 0) return;
    const changed = [...dirty.values()];
    await flushProfiles(pool, changed, reached);
    durable = reached;
    dirty.clear();
  };

  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  // Also between events: a viewer should not have to click first to be known again.
  const lookForLoss = async () => {
    try {
      await assertWhole();
    } catch (error) {
      if (!(error instanceof HotStateLostError)) throw error;
      stop.abort(error);
    }
  };
  const flushing = every(
    flushMs,
    'flush profiles',
    async () => {
      await serially(flush);
      await serially(lookForLoss);
    },
    { signal: until, logger },
  );
  try {
    options.onReady?.();
    await reader.follow({
      from: durable,
      limit: 500,
      signal: until,
      onBatch: (events) => serially(() => onBatch(events)),
      onRetry: (error) => logger.warn({ err: error }, 'the event log cannot be read'),
    });
    if (stop.signal.aborted) throw stop.signal.reason;
  } finally {
    stop.abort();
    await flushing;
    await serially(flush).catch((error: unknown) =>
      logger.error({ err: error }, 'the last flush of profiles failed; they will be folded again'),
    );
  }
}
