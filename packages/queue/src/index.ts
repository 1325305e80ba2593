/**
 * The job catalogue: what background jobs there are, their payloads, and how often they are tried. It owns
 * BullMQ, over Redis or Postgres. It refuses to do a job: handlers belong to the worker.
 */

export type { QueueConnection } from './backend.ts';
export { JOBS, type JobName, type JobPayload } from './catalogue.ts';
export { createQueueClient, type QueueClient } from './client.ts';
export {
  type JobContext,
  type JobHandlers,
  startWorkers,
  type Workers,
  type WorkersOptions,
} from './workers.ts';
