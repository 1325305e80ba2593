/**
 * Durable append and ordered read of events and decisions: group commit, an fsync spool for outages, a
 * reader that never skips a row committed out of order. It refuses to know what an event means.
 */

export * from './errors.ts';
export type { FollowOptions } from './follow.ts';
export { readHorizon } from './horizon.ts';
export type { EventLogReader } from './reader.ts';
export { createEventLogReader, LOG_START } from './reader.ts';
export type { AppendOutcome, EventLogWriter, EventLogWriterOptions } from './writer.ts';
export { createEventLogWriter } from './writer.ts';
