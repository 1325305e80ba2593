import type { EventLogReader } from '@placard/event-log';
import type pg from 'pg';
import type { Logger } from 'pino';
import { exactlyOnce, readPosition } from '../consumers/exactly-once.ts';
import { every, supervise } from '../consumers/supervise.ts';
import { rollUpEvents } from './roll-up.ts';
import { rollUpDecisions } from './roll-up-decisions.ts';

export type RollupConsumerOptions = {
  readonly pool: pg.Pool;
  readonly reader: EventLogReader;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Nothing announces a decision: they are looked for this often. */
  readonly decisionsMs?: number;
};

/** Counts delivery per hour: events as they come, decisions every second. */
export async function consumeRollups(options: RollupConsumerOptions): Promise<void> {
  const { pool, reader, logger, signal, decisionsMs = 1_000 } = options;
  await Promise.all([
    supervise(
      'rollups',
      async (running) =>
        reader.follow({
          from: await readPosition(pool, 'rollups'),
          limit: 2_000,
          signal: running,
          onBatch: async (events) => {
            await exactlyOnce(pool, 'rollups', events, rollUpEvents);
          },
          onRetry: (error) => logger.warn({ err: error }, 'the event log cannot be read'),
        }),
      { signal, logger },
    ),
    every(
      decisionsMs,
      'decision rollups',
      async () => {
        while (!signal.aborted && (await rollUpDecisions(pool)) > 0) {}
      },
      { signal, logger },
    ),
  ]);
}
