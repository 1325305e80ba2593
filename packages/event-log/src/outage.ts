import { setTimeout as delay } from 'node:timers/promises';
import type { DecisionRecord, EventRecord } from '@placard/contracts';
import { EventLogUnavailableError } from './errors.ts';
import type { Spool } from './spool.ts';

export type SpooledRecords = {
  readonly events: readonly EventRecord[];
  readonly decisions: readonly DecisionRecord[];
};

export type OutageOptions = {
  readonly spool: Promise<Spool> | undefined;
  /** Stores spooled records; they may be stored already. @throws EventLogUnavailableError to try later. */
  readonly replay: (records: SpooledRecords) => Promise<void>;
  /** Fails while Postgres is away. */
  readonly probe: () => Promise<unknown>;
  readonly maxBatch: number;
  readonly onNotice: (message: string, error?: unknown) => void;
};

export type Outage = {
  readonly ongoing: () => boolean;
  /** `direct`; while Postgres is away, `spooled`. */
  readonly durably: <R>(
    direct: () => Promise<R>,
    spooled: (spool: Spool) => Promise<R>,
  ) => Promise<R>;
  readonly close: () => Promise<void>;
};

const RETRY_MS = 250;

/**
 * Keeps records durable while Postgres is away. The first failure sends everything to the spool; when
 * Postgres answers again the spool is replayed, and appends wait for its last rest so that order is kept.
 */
export function createOutage(options: OutageOptions): Outage {
  const { onNotice } = options;
  const closing = new AbortController();
  let ongoing = false;
  let recovery: Promise<void> | undefined;
  let gate: Promise<unknown> = Promise.resolve();
  let begun = 0;
  const spooling = new Set<Promise<unknown>>();

  const replaySegments = async (spool: Spool): Promise<number> => {
    let entryCount = 0;
    for (const segment of await spool.seal()) {
      const { entries, damaged } = await spool.read(segment);
      const refused = await replayEntries(entries, options);
      entryCount += entries.length;
      if (damaged + refused > 0) {
        onNotice(`${segment}: ${damaged} entries damaged, ${refused} records refused; kept aside`);
        await spool.setAside(segment);
      } else {
        await spool.remove(segment);
      }
    }
    return entryCount;
  };

  const recover = async (spool: Spool): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await options.probe();
        // Most of it while appends go on, then the rest while they wait.
        while ((await replaySegments(spool)) > 4 && !closing.signal.aborted) {}
        const before = begun;
        const rest = Promise.allSettled(spooling).then(() => replaySegments(spool));
        gate = rest.catch(() => undefined);
        await rest;
        if (begun !== before) continue;
        if (ongoing) onNotice('Postgres is back and the spool is replayed');
        ongoing = false;
        break;
      } catch (error) {
        if (!(error instanceof EventLogUnavailableError)) onNotice('the spool is stuck', error);
        await delay(RETRY_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    // In the same turn as the last look at `begun`: an append that fails from here on starts a new one.
    recovery = undefined;
  };

  const spool = async <R>(work: (spool: Spool) => Promise<R>, reason?: unknown): Promise<R> => {
    begun++;
    const opened = await options.spool?.catch((cause: unknown) => {
      throw new EventLogUnavailableError('the spool cannot be opened', { cause });
    });
    if (!opened) throw reason;
    if (!ongoing) onNotice('Postgres is away; events go to the spool', reason);
    ongoing = true;
    const result = await work(opened);
    recovery ??= recover(opened);
    return result;
  };

  const tracked = <R>(work: Promise<R>): Promise<R> => {
    spooling.add(work);
    return work.finally(() => spooling.delete(work));
  };

  // What an ended process left behind.
  options.spool?.then(
    (opened) => {
      if (!closing.signal.aborted) recovery ??= recover(opened);
    },
    (error: unknown) => onNotice('the spool cannot be opened', error),
  );

  return {
    ongoing: () => ongoing,
    async durably(direct, spooled) {
      await gate;
      if (ongoing) return tracked(spool(spooled));
      try {
        return await direct();
      } catch (error) {
        if (!(error instanceof EventLogUnavailableError)) throw error;
        return tracked(spool(spooled, error));
      }
    },
    async close() {
      closing.abort();
      await recovery;
      await (await options.spool?.catch(() => undefined))?.close();
    },
  };
}

/** Replays in batches, and one by one where a batch is refused. Returns how many records were refused. */
async function replayEntries(
  entries: readonly string[],
  { maxBatch, replay }: Pick<OutageOptions, 'maxBatch' | 'replay'>,
): Promise<number> {
  let refused = 0;
  for (const batch of inBatches(entries, maxBatch)) {
    try {
      await replay(batch);
    } catch (error) {
      if (error instanceof EventLogUnavailableError) throw error;
      for (const single of singles(batch)) {
        await replay(single).catch((reason: unknown) => {
          if (reason instanceof EventLogUnavailableError) throw reason;
          refused++;
        });
      }
    }
  }
  return refused;
}

function singles({ events, decisions }: SpooledRecords): SpooledRecords[] {
  return [
    ...events.map((event) => ({ events: [event], decisions: [] })),
    ...decisions.map((decision) => ({ events: [], decisions: [decision] })),
  ];
}

function* inBatches(entries: readonly string[], maxBatch: number): Generator<SpooledRecords> {
  let events: EventRecord[] = [];
  let decisions: DecisionRecord[] = [];
  for (const entry of entries) {
    const records = JSON.parse(entry) as Partial<SpooledRecords>;
    events.push(...(records.events ?? []));
    decisions.push(...(records.decisions ?? []));
    if (events.length + decisions.length < maxBatch) continue;
    yield { events, decisions };
    events = [];
    decisions = [];
  }
  yield { events, decisions };
}
