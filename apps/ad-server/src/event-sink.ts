import type { DecisionRecord, EventRecord } from '@placard/contracts';

/** Where events and decisions go: packages/event-log, or a test's own. */
export type EventSink = {
  /** Resolves once every record is durable, with what became of each, in order. */
  readonly appendEvents: (records: readonly EventRecord[]) => Promise<('accepted' | 'duplicate')[]>;
  readonly appendDecisions: (records: readonly DecisionRecord[]) => Promise<void>;
};
