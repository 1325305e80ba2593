import {
  type CurvePoint,
  curvePointSchema,
  type SearchTrial,
  searchTrialSchema,
  type TrainingRequest,
  trainingRequestSchema,
} from '@placard/contracts';
import type pg from 'pg';
import { z } from 'zod';

export type RunStatus =
  | 'queued'
  | 'exporting'
  | 'training'
  | 'evaluating'
  | 'publishing'
  | 'succeeded'
  | 'failed'
  | 'cancelled';

export const FINISHED: readonly RunStatus[] = ['succeeded', 'failed', 'cancelled'];

export type Run = {
  readonly runId: string;
  readonly marketId: string;
  readonly status: RunStatus;
  readonly request: TrainingRequest;
  readonly cancelRequested: boolean;
  readonly progress: number;
  readonly curve: readonly CurvePoint[];
  readonly trials: readonly SearchTrial[];
  readonly log: readonly string[];
  /** Since a worker first took it up. */
  readonly elapsedMs: number;
};

/** What the row says now, or undefined when there is no such run. */
export async function readRun(pool: pg.Pool, runId: string): Promise<Run | undefined> {
  const { rows } = await pool.query(
    `select market_id, status, request, cancel_requested_at, progress, curve, trials, log_tail,
       coalesce(1000 * extract(epoch from now() - started_at), 0)::float8 as elapsed_ms
     from training_runs where id = $1`,
    [runId],
  );
  const row = rows[0];
  return (
    row && {
      runId,
      marketId: row.market_id,
      status: row.status,
      request: trainingRequestSchema.parse(row.request),
      cancelRequested: row.cancel_requested_at !== null,
      progress: row.progress,
      curve: z.array(curvePointSchema).parse(row.curve),
      trials: z.array(searchTrialSchema).parse(row.trials),
      log: row.log_tail,
      elapsedMs: row.elapsed_ms,
    }
  );
}

const LOG_LINES = 200;
const MAX_CURVE = 2_000;
const BEAT_MS = 1_000;

export type RunRecord = {
  readonly phase: (status: RunStatus, message: string) => void;
  /** `share` of the whole run done, in [0, 1]; never moves backwards. */
  readonly progress: (share: number) => void;
  readonly point: (point: CurvePoint) => void;
  /** A trial of a search as it stands: the later word on a number stands. */
  readonly trial: (trial: SearchTrial) => void;
  readonly log: (line: string) => void;
  /** Writes what is left and stops beating. */
  readonly close: () => Promise<void>;
};

/**
 * Keeps a run's row alive: status, progress, curve and log, once a second, with a heartbeat. `onCancel` is
 * called once when somebody asked for an end. A database that is away for a moment loses nothing but beats.
 */
export function recordRun(
  pool: pg.Pool,
  run: Run,
  hooks: { readonly onCancel: () => void; readonly onError: (error: unknown) => void },
): RunRecord {
  const state = {
    status: run.status,
    progress: run.progress,
    message: '',
    curve: new Map(run.curve.map((point) => [point.step, point])),
    trials: new Map(run.trials.map((trial) => [trial.number, trial])),
    log: [...run.log],
  };
  let cancelled = false;

  const beat = async () => {
    const curve = [...state.curve.values()].slice(-MAX_CURVE);
    const { rows } = await pool.query(
      `update training_runs set status = $2::training_status, progress = $3, message = $4, curve = $5::jsonb,
         log_tail = $6, trials = $7::jsonb, heartbeat_at = now(), started_at = coalesce(started_at, now())
       where id = $1 and status not in ('succeeded', 'failed', 'cancelled')
       returning cancel_requested_at`,
      [
        run.runId,
        state.status,
        state.progress,
        state.message,
        JSON.stringify(curve),
        state.log.slice(-LOG_LINES),
        JSON.stringify([...state.trials.values()].sort((a, b) => a.number - b.number)),
      ],
    );
    if (!cancelled && rows[0] && rows[0].cancel_requested_at !== null) {
      cancelled = true;
      hooks.onCancel();
    }
  };

  let beating: Promise<void> = Promise.resolve();
  const beatSafely = () => {
    beating = beating.then(beat).catch(hooks.onError);
    return beating;
  };
  const timer = setInterval(beatSafely, BEAT_MS);
  const log = (line: string) => state.log.push(line);

  return {
    phase: (status, message) => {
      state.status = status;
      state.message = message;
      log(message);
      void beatSafely();
    },
    progress: (share) => {
      state.progress = Math.max(state.progress, Math.min(1, share));
    },
    // A run that goes on from a checkpoint repeats a few steps; the later value stands.
    point: (point) => {
      state.curve.set(point.step, point);
    },
    trial: (trial) => {
      state.trials.set(trial.number, trial);
    },
    log,
    close: async () => {
      clearInterval(timer);
      await beatSafely();
    },
  };
}

export async function finishRun(
  pool: pg.Pool | pg.PoolClient,
  runId: string,
  status: 'failed' | 'cancelled' | 'succeeded',
  { message, error = null }: { readonly message: string; readonly error?: string | null },
): Promise<void> {
  await pool.query(
    `update training_runs set status = $2::training_status, message = $3, error = $4, finished_at = now(),
       progress = case when $2 = 'succeeded' then 1 else progress end
     where id = $1 and status not in ('succeeded', 'failed', 'cancelled')`,
    [runId, status, message, error],
  );
}
