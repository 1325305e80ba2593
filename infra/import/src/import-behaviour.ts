import {
  type BehaviourEvent,
  type EventOutcome,
  eventBatchResponseSchema,
} from '@placard/contracts';
import { createCleaner } from './clean.ts';
import type { ImportOptions } from './options.ts';
import { readSource } from './read-source.ts';

/** What the ad-server takes in one request. */
const BATCH = 200;
const TRIES = 8;

export type ImportReport = {
  readonly rows: number;
  readonly left: Readonly<Record<string, number>>;
  readonly mended: Readonly<Record<string, number>>;
  /** By what the platform answered; empty in a dry run. */
  readonly outcomes: Readonly<Partial<Record<EventOutcome, number>>>;
};

/**
 * Sends a source's behaviour to a running platform, oldest first. Every event has an id of its own, so an import
 * that was cut is simply run again: what has arrived is answered as a duplicate.
 * @throws SourceError for a source that cannot be read; Error when the platform refuses or stays away.
 */
export async function importBehaviour(
  options: ImportOptions,
  nowMs: number,
  onProgress: (rows: number) => void = () => {},
): Promise<ImportReport> {
  const cleaner = createCleaner({ ...options, nowMs });
  const outcomes: Partial<Record<EventOutcome, number>> = {};
  let rows = 0;
  let waiting: BehaviourEvent[] = [];
  const sendWaiting = async (least: number) => {
    while (waiting.length >= least && waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(BATCH);
      if (options.dryRun) continue;
      for (const outcome of await send(options, batch)) {
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    }
    onProgress(rows);
  };
  for await (const chunk of readSource(options.from)) {
    rows += chunk.length;
    waiting.push(...cleaner.clean(chunk));
    await sendWaiting(BATCH);
  }
  await sendWaiting(1);
  return { rows, left: cleaner.left, mended: cleaner.mended, outcomes };
}

/** A platform that is starting or busy is asked again, ever more slowly. */
async function send(options: ImportOptions, events: readonly BehaviourEvent[]) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(new URL('/v1/behaviour', options.serverUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${options.serverKey}`,
      },
      body: JSON.stringify({ events }),
    }).catch((error: unknown) => error as Error);
    if (response instanceof Response && response.ok) {
      return eventBatchResponseSchema.parse(await response.json()).outcomes;
    }
    const isPassing =
      response instanceof Error || response.status === 429 || response.status >= 500;
    if (!isPassing || attempt === TRIES) {
      const why =
        response instanceof Error
          ? response.message
          : `${response.status} ${await response.text()}`;
      throw new Error(`${options.serverUrl} does not take the behaviour: ${why.slice(0, 300)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
}
