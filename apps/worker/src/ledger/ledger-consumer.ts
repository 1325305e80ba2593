import type { LoggedEvent } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import type { EventLogReader } from '@placard/event-log';
import type { HotStateWriter, Settlement } from '@placard/serving';
import type pg from 'pg';
import type { Logger } from 'pino';
import { exactlyOnce, readPosition } from '../consumers/exactly-once.ts';
import { createSerial, every, supervise } from '../consumers/supervise.ts';
import { settleBatch } from './settle-batch.ts';
import { syncHotSpend } from './sync-hot-spend.ts';
import { createZoneDays } from './zone-days.ts';

export type LedgerConsumerOptions = {
  readonly pool: pg.Pool;
  readonly reader: EventLogReader;
  readonly hotState: HotStateWriter;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  readonly syncMs?: number;
};

/**
 * Settles billable events, then tells the hot state, which turns holds into spend. What it could not be told
 * (a crash in between, a hot state that was away) it gets from the ledger's figures every few seconds.
 */
export async function consumeLedger(options: LedgerConsumerOptions): Promise<void> {
  const { logger, signal } = options;
  await supervise('ledger', (running) => settleFromDurable(options, running), { signal, logger });
}

async function settleFromDurable(
  options: LedgerConsumerOptions,
  signal: AbortSignal,
): Promise<void> {
  const { pool, reader, hotState, clock, logger, syncMs = 5_000 } = options;
  const dayIn = createZoneDays();
  // Figures replace what the store has: between reading and writing them nothing may settle.
  const serially = createSerial();

  const onBatch = async (events: readonly LoggedEvent[]) => {
    const result = await exactlyOnce(pool, 'ledger', events, (client, fresh) =>
      settleBatch(client, fresh, dayIn),
    );
    if (!result) return;
    for (const { id, decision } of result.unknown) {
      logger.warn({ eventId: id, campaignId: decision.campaignId }, 'a priced event of nobody');
    }
    const settlements = result.settled.map(
      ({ event, campaign, day, chargeMicros }): Settlement => ({
        decisionId: event.decision.decisionId,
        advertiserId: campaign.advertiserId,
        campaignId: campaign.campaignId,
        day,
        chargeMicros,
      }),
    );
    if (settlements.length === 0) return;
    await hotState.settle(settlements).catch((error: unknown) => {
      logger.warn({ err: error }, 'the hot state missed a settlement; figures will follow');
    });
  };

  const sync = async () => {
    await syncHotSpend(pool, hotState, clock.nowMs());
    await hotState.releaseExpired(clock.nowMs());
  };

  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const syncing = every(syncMs, 'sync spend', () => serially(sync), { signal: until, logger });
  try {
    await reader.follow({
      from: await readPosition(pool, 'ledger'),
      limit: 2_000,
      signal: until,
      onBatch: (events) => serially(() => onBatch(events)),
      onRetry: (error) => logger.warn({ err: error }, 'the event log cannot be read'),
    });
  } finally {
    stop.abort();
    await syncing;
  }
}
