import type { Blobs } from '@placard/blobs';
import type { Snapshot } from '@placard/contracts';
import type { Database } from '@placard/db';
import type { Clock } from '@placard/domain';
import type { EventLogReader } from '@placard/event-log';
import type { Store } from '@placard/store';
import type { Logger } from 'pino';
import { every, supervise } from './consumers/supervise.ts';
import { contentChoices, refreshContent } from './content/refresh-content.ts';
import type { WorkerState } from './health.ts';
import { consumeLedger } from './ledger/ledger-consumer.ts';
import { consumeOnline } from './online/online-consumer.ts';
import { createPacer } from './pacing/pace.ts';
import { createProfileCheck } from './profiles/check-profiles.ts';
import { consumeProfiles } from './profiles/profile-consumer.ts';
import { consumeRollups } from './rollups/rollup-consumers.ts';
import { publishSnapshots } from './snapshot/publisher.ts';

export type ConsumerParts = {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly reader: EventLogReader;
  readonly store: Store;
  readonly blobs: Blobs;
  /** Where encoders are brought to; absent: there are none. */
  readonly encodersDir?: string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: WorkerState;
  /** How long online learning waits for a click; see OnlineConsumerOptions. */
  readonly clickWaitMs?: number;
};

const PACING_MS = 5_000;
const CONTENT_MS = 1_000;
/** Reading what ads say never takes more than a third of the time. */
const CONTENT_REST = 2;
const PROFILE_CHECK_MS = 60_000;

/** Everything that one process does for all, until `signal` aborts. */
export async function runConsumers(parts: ConsumerParts, signal: AbortSignal): Promise<void> {
  const { database, reader, store: hotState, clock, logger, state } = parts;
  const pool = database.$client;
  let snapshot: Snapshot | undefined;
  let contentOf: string | null = null;
  let contentFromMs = 0;
  const pacer = createPacer(hotState);
  const profileCheck = createProfileCheck({ pool, reader, hotState, logger });
  state.role = 'leading';
  try {
    await Promise.all([
      supervise(
        'snapshot',
        (running) =>
          publishSnapshots({
            ...parts,
            pointer: hotState.snapshotPointer,
            signal: running,
            onBuilt: (built, revision) => {
              snapshot = built;
              state.snapshotRevision = revision;
              state.snapshotBuiltAtMs = built.builtAtMs;
            },
          }),
        { signal, logger },
      ),
      consumeProfiles({
        pool,
        reader,
        hotState,
        logger,
        signal,
        onReady: () => {
          state.profilesReady = true;
        },
      }),
      consumeLedger({ pool, reader, hotState, clock, logger, signal }),
      consumeRollups({ pool, reader, logger, signal }),
      consumeOnline({
        ...{ pool, hotState, clock, logger, signal },
        ...(parts.clickWaitMs !== undefined && { clickWaitMs: parts.clickWaitMs }),
      }),
      every(
        CONTENT_MS,
        'read what ads say',
        async () => {
          // A choice may change what content there is, and not what serves.
          const now = `${state.snapshotRevision} ${await contentChoices(pool)}`;
          const startedMs = performance.now();
          if (!snapshot || now === contentOf || startedMs < contentFromMs) return;
          const { blobs, encodersDir } = parts;
          await refreshContent({ pool, blobs, clock, logger, encodersDir }, snapshot, signal);
          contentOf = now;
          contentFromMs = performance.now() + CONTENT_REST * (performance.now() - startedMs);
        },
        { signal, logger },
      ),
      every(PROFILE_CHECK_MS, 'check profiles', async () => void (await profileCheck.next()), {
        signal,
        logger,
      }),
      every(
        PACING_MS,
        'pace',
        async () => {
          if (snapshot) {
            await hotState.writePacingRates(await pacer.next(snapshot, clock.nowMs()));
          }
        },
        { signal, logger },
      ),
    ]);
  } finally {
    state.role = 'starting';
    state.profilesReady = false;
  }
}
