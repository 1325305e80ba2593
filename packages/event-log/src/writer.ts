import type { DecisionRecord, EventRecord } from '@placard/contracts';
import { createConnection } from './connection.ts';
import { insertDecisions } from './decision-rows.ts';
import { createGroupCommit } from './group-commit.ts';
import { insertEventsOnce } from './insert-events.ts';
import { createOutage } from './outage.ts';
import { openSpool } from './spool.ts';

export type AppendOutcome = 'accepted' | 'duplicate';

export type EventLogWriter = {
  /**
   * Resolves, in order, once every record is durable: committed in Postgres, or synced to the spool while
   * Postgres is away (then a repeat is `accepted` again; the log still keeps one).
   * @throws EventLogBusyError when too much is waiting, EventLogUnavailableError when nothing can be made
   * durable: such records must not be acknowledged. Any part may have been stored; a repeat is harmless.
   */
  readonly appendEvents: (records: readonly EventRecord[]) => Promise<AppendOutcome[]>;
  /** Resolves once durable; flushed within 100 ms. Not awaited by a decision. Errors as appendEvents. */
  readonly appendDecisions: (records: readonly DecisionRecord[]) => Promise<void>;
  /** Records taken and not yet settled; whether Postgres is away. */
  readonly state: () => { waitingEvents: number; waitingDecisions: number; spooling: boolean };
  /** Flushes what was taken, then disconnects. What is spooled stays for the next start. */
  readonly close: () => Promise<void>;
};

export type EventLogWriterOptions = {
  /** A folder of this process's own machine. Without it, an outage refuses appends. */
  readonly spoolDir?: string;
  readonly maxWaitingEvents?: number;
  readonly maxWaitingDecisions?: number;
  readonly maxBatch?: number;
  readonly connectTimeoutMs?: number;
  /** After this long without an answer Postgres counts as away. */
  readonly queryTimeoutMs?: number;
  /** Told of outages, recoveries and damaged spool segments. */
  readonly onNotice?: (message: string, error?: unknown) => void;
};

const DECISIONS_LINGER_MS = 25;

/** A writer for the ingest role at `url`. Connects on first use; events keep their order of arrival. */
export function createEventLogWriter(
  url: string,
  options: EventLogWriterOptions = {},
): EventLogWriter {
  const { maxBatch = 2_000, connectTimeoutMs = 1_000, queryTimeoutMs = 3_000 } = options;
  const connect = () => createConnection(url, { connectTimeoutMs, queryTimeoutMs });
  const eventsConnection = connect();
  const decisionsConnection = connect();
  const replayConnection = connect();

  const outage = createOutage({
    spool: options.spoolDir === undefined ? undefined : openSpool(options.spoolDir),
    replay: async ({ events, decisions }) => {
      if (events.length > 0) await insertEventsOnce(replayConnection, events);
      if (decisions.length > 0) await replayConnection.query(insertDecisions(decisions));
    },
    probe: () => replayConnection.query({ text: 'select 1' }),
    maxBatch,
    onNotice: options.onNotice ?? (() => undefined),
  });

  const events = createGroupCommit<EventRecord, AppendOutcome>({
    commit: (batch) =>
      outage.durably(
        () => insertEventsOnce(eventsConnection, batch),
        async (spool) => {
          await spool.append(JSON.stringify({ events: batch }));
          return batch.map(() => 'accepted');
        },
      ),
    maxBatch,
    maxWaiting: options.maxWaitingEvents ?? 50_000,
    lingerMs: 0,
  });

  const decisions = createGroupCommit<DecisionRecord, null>({
    commit: (batch) =>
      outage.durably(
        async () => {
          await decisionsConnection.query(insertDecisions(batch));
          return batch.map(() => null);
        },
        async (spool) => {
          await spool.append(JSON.stringify({ decisions: batch }));
          return batch.map(() => null);
        },
      ),
    maxBatch: Math.min(maxBatch, 500),
    maxWaiting: options.maxWaitingDecisions ?? 20_000,
    lingerMs: DECISIONS_LINGER_MS,
  });

  return {
    appendEvents: (records) => events.append(records),
    appendDecisions: async (records) => {
      await decisions.append(records);
    },
    state: () => ({
      waitingEvents: events.waiting(),
      waitingDecisions: decisions.waiting(),
      spooling: outage.ongoing(),
    }),
    close: async () => {
      await Promise.all([events.close(), decisions.close()]);
      await outage.close();
      for (const connection of [eventsConnection, decisionsConnection, replayConnection]) {
        connection.close();
      }
    },
  };
}
