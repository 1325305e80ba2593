import { explainDecisionJobSchema, trainingJobSchema } from '@placard/contracts';
import { z } from 'zod';

type JobOptions = {
  /** Runs until one succeeds; a worker that dies or stops does not use one up. */
  readonly attempts: number;
  readonly concurrency: number;
  /** Repeats by itself; null when it is only enqueued. */
  readonly everyMs: number | null;
};

/** `key`: jobs with the same key are one job while it waits or runs. */
function job<S extends z.ZodObject>(
  schema: S,
  key: (payload: z.infer<S>) => string,
  options: JobOptions,
) {
  return {
    ...options,
    /** @throws ZodError when the payload does not fit the job. */
    parse: (payload: unknown) => {
      const parsed = schema.parse(payload);
      return { payload: parsed, key: key(parsed) };
    },
  };
}

/** Every job there is, a row each. A new payload field is optional: jobs of an older release may wait. */
export const JOBS = {
  /** Export, train, evaluate and register one model. */
  training: job(trainingJobSchema, (payload) => payload.trainingRunId, {
    attempts: 3,
    concurrency: 1,
    everyMs: null,
  }),
  /** Puts back what fell between the database and the queue. */
  reconcile: job(z.object({}), () => 'reconcile', {
    attempts: 1,
    concurrency: 1,
    everyMs: 10_000,
  }),
  /** Evaluates versions on trial, rolls back a canary that went wrong, promotes one that earned it. */
  experiments: job(z.object({}), () => 'experiments', {
    attempts: 1,
    concurrency: 1,
    everyMs: 10_000,
  }),
  /** Measures how far data and champions have moved, a day at a time. */
  drift: job(z.object({}), () => 'drift', {
    attempts: 1,
    concurrency: 1,
    everyMs: 600_000,
  }),
  /** Learns what ties items to what viewers turn to: in one market, or in all where it is time to. */
  retrieval: job(
    z.object({ marketId: z.string().optional() }),
    ({ marketId }) => (marketId ? `retrieval-${marketId}` : 'retrieval'),
    { attempts: 1, concurrency: 1, everyMs: 60_000 },
  ),
  /** Learns what ads do to visits: in one market, or in all that want it and where it is time to. */
  'session-policy': job(
    z.object({ marketId: z.string().optional() }),
    ({ marketId }) => (marketId ? `session-policy-${marketId}` : 'session-policy'),
    { attempts: 1, concurrency: 1, everyMs: 60_000 },
  ),
  /** Starts the runs that markets' schedules and triggers ask for. */
  retraining: job(z.object({}), () => 'retraining', {
    attempts: 1,
    concurrency: 1,
    everyMs: 30_000,
  }),
  /** Deletes stored bytes that nothing names any more. */
  'sweep-blobs': job(z.object({}), () => 'sweep-blobs', {
    attempts: 1,
    concurrency: 1,
    everyMs: 3_600_000,
  }),
  /** Explains one decision by one version. */
  'explain-decision': job(
    explainDecisionJobSchema,
    ({ decisionId, modelVersionId }) => `${decisionId}-${modelVersionId}`,
    { attempts: 2, concurrency: 1, everyMs: null },
  ),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = ReturnType<(typeof JOBS)[N]['parse']>['payload'];
export const JOB_NAMES = Object.keys(JOBS) as JobName[];
