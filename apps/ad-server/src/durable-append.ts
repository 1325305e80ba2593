import type { EventOutcome, EventRecord } from '@placard/contracts';
import type { EventSink } from './event-sink.ts';
import { countOutcome, type Metrics } from './metrics.ts';
import { ProblemError } from './problem.ts';

/** One received entry: a record to append, or why there is none. */
export type Received =
  | { readonly kind: string; readonly record: EventRecord }
  | { readonly kind: string; readonly refused: Exclude<EventOutcome, 'accepted' | 'duplicate'> };

/**
 * Appends what can be appended and answers for every entry, in order, once all of it is durable.
 * @throws ProblemError 503 when nothing could be promised: the sender keeps its events and tries again.
 */
export async function appendReceived(
  received: readonly Received[],
  sink: EventSink,
  metrics: Metrics,
): Promise<EventOutcome[]> {
  const records = received.flatMap((entry) => ('record' in entry ? [entry.record] : []));
  const stopTimer = metrics.appendSeconds.startTimer();
  const appended = records.length === 0 ? [] : await sink.appendEvents(records).catch(unavailable);
  stopTimer();
  let next = 0;
  return received.map((entry) => {
    const outcome = 'refused' in entry ? entry.refused : (appended[next++] ?? unavailable());
    countOutcome(metrics, entry.kind, outcome);
    return outcome;
  });
}

function unavailable(cause?: unknown): never {
  throw new ProblemError(503, 'the event log cannot be reached; nothing was accepted', { cause });
}
