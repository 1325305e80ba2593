import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  hyperparametersSchema,
  type SearchTrial,
  type SettingsSearch,
  type TrialSettings,
  trialHyperparametersSchema,
} from '@placard/contracts';
import {
  createTrainingRunner,
  engineOf,
  type FeatureDefinition,
  searchSettings,
} from '@placard/training';
import type { Run, RunRecord } from './run-record.ts';
import type { TrainingParts } from './train-job.ts';

/** Shares of a whole training that a trial gets on each rung, and of a rung's trials one in so many goes on. */
const RUNGS = [1 / 8, 3 / 8, 1] as const;
const KEEP_ONE_IN = 3;
/** Of a round, whatever the machine: the same seed then tries the same settings everywhere. */
const ROUND = 6;

class TimeIsUp extends Error {}

/**
 * Tries settings in short trainings, each a job of the runner's, as many at once as the worker has threads. What
 * the run's row already knows of a trial is not trained again. Answers what was found, in words.
 */
export async function searchForSettings(
  parts: TrainingParts,
  task: {
    readonly run: Run;
    readonly search: SettingsSearch;
    readonly rowsFile: string;
    readonly definitions: readonly FeatureDefinition[];
    readonly folder: string;
  },
  record: RunRecord,
  signal: AbortSignal,
): Promise<string> {
  const { run, search } = task;
  const { modelKind, seed } = run.request;
  record.progress(0.05);
  record.phase('training', `trying settings of ${modelKind}`);
  const trials = new Map(run.trials.map((trial) => [trial.number, trial]));
  const put = (trial: SearchTrial) => {
    trials.set(trial.number, trial);
    record.trial(trial);
  };
  const over = new AbortController();
  const left = search.minutes === null ? null : search.minutes * 60_000 - run.elapsedMs;
  const timer =
    left !== null &&
    setTimeout(() => over.abort(new TimeIsUp()), Math.max(0, Math.min(left, MAX_TIMER_MS)));
  const until = AbortSignal.any([signal, over.signal]);
  const inTurn = slots(parts.threads);
  const total = budgetOf(search.trials);
  const underWay: Promise<unknown>[] = [];
  let spent = 0;

  const evaluate = async (settings: TrialSettings, share: number, number: number) => {
    const known = trials.get(number)?.losses[RUNGS.indexOf(share as (typeof RUNGS)[number])];
    const measuring = known === undefined ? inTurn(() => measure(settings, share, number)) : null;
    if (measuring) underWay.push(measuring);
    const loss = measuring ? await measuring : known;
    spent += share;
    record.progress(0.05 + 0.95 * (spent / total));
    return loss ?? Number.NaN;
  };
  const measure = async (settings: TrialSettings, share: number, number: number) => {
    until.throwIfAborted();
    const before = trials.get(number) ?? { number, settings, losses: [], seconds: 0 };
    put({ ...before, state: 'running' });
    const startedMs = performance.now();
    const loss = await trainTrial(parts, task, { settings, share, number }, record, until);
    const seconds = before.seconds + (performance.now() - startedMs) / 1000;
    put({ ...before, state: 'running', losses: [...before.losses, loss], seconds });
    return loss;
  };
  try {
    await searchSettings({
      ...{ space: search.space, trials: search.trials, seed, evaluate },
      ...{ parallel: ROUND, rungs: RUNGS, keepOneIn: KEEP_ONE_IN },
      onTrial: ({ number, pruned }) => {
        const trial = trials.get(number);
        if (!trial) return;
        const isBroken = trial.losses.at(-1) === null;
        put({ ...trial, state: isBroken ? 'broken' : pruned ? 'pruned' : 'finished' });
      },
    });
  } catch (error) {
    if (signal.aborted || !over.signal.aborted) throw error;
    record.log(`${search.minutes} minutes are over`);
  } finally {
    if (timer) clearTimeout(timer);
    // Each writes into the run's folder until its process has ended.
    await Promise.allSettled(underWay);
  }
  for (const trial of trials.values()) {
    if (trial.state === 'running') put({ ...trial, state: 'stopped' });
  }
  return outcomeOf([...trials.values()]);
}

/** Timers take no more. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** One training of one trial: its least validation loss, or null where it broke down. */
async function trainTrial(
  parts: TrainingParts,
  {
    run: { runId, request },
    rowsFile,
    definitions,
    folder,
  }: {
    readonly run: Run;
    readonly rowsFile: string;
    readonly definitions: readonly FeatureDefinition[];
    readonly folder: string;
  },
  trial: { readonly settings: TrialSettings; readonly share: number; readonly number: number },
  record: RunRecord,
  signal: AbortSignal,
): Promise<number | null> {
  const { settings, share, number } = trial;
  const asked = { ...request.hyperparameters, ...trialHyperparametersSchema.parse(settings) };
  const { epochs, trees } = hyperparametersSchema.parse(asked);
  const part = (whole: number) => Math.max(1, Math.round(share * whole));
  const name = `trial-${number}-${Math.round(share * 1000)}`;
  // A runner hands the folder of the rows to where it trains: trials that run at once need one each.
  const own = path.join(folder, name);
  const rows = path.join(own, 'rows.ndjson');
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true });
  await link(rowsFile, rows);
  try {
    const { curve } = await createTrainingRunner(parts.runner).run({
      runId: `${runId}-${name}`,
      spec: {
        ...{ rowsFile: rows, featureDefinitions: [...definitions] },
        modelKind: request.modelKind,
        hyperparameters: { ...asked, epochs: part(epochs), trees: part(trees) },
        ...{ seed: request.seed, threads: 1, isTrial: true },
        engine: engineOf(parts.runner, request.engine),
        checkpointFolder: path.join(own, 'checkpoint'),
        artefactFolder: path.join(own, 'artefact'),
      },
      onLog: record.log,
      signal,
    });
    const losses = curve.flatMap(({ validationLogLoss }) => validationLogLoss ?? []);
    const loss = Math.min(...losses);
    const [unit, whole] =
      request.modelKind === 'boosted-trees' ? ['tree', trees] : ['epoch', epochs];
    const most = `${part(whole)} ${unit}${part(whole) === 1 ? '' : 's'}`;
    record.log(`trial ${number + 1}: validation ${loss.toFixed(5)} after at most ${most}`);
    return Number.isFinite(loss) ? loss : null;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    record.log(`trial ${number + 1} broke down: ${error instanceof Error ? error.message : error}`);
    return null;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Whole trainings that the trials come to, over the rungs of all rounds. */
function budgetOf(trials: number): number {
  let total = 0;
  for (let left = trials; left > 0; left -= ROUND) {
    let climbing = Math.min(ROUND, left);
    for (const share of RUNGS) {
      total += climbing * share;
      climbing = Math.max(1, Math.ceil(climbing / KEEP_ONE_IN));
    }
  }
  return total;
}

/** Lets so many at once through; the others wait for their turn, in order. */
function slots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

function outcomeOf(trials: readonly SearchTrial[]): string {
  const whole = trials.filter(({ state }) => state === 'finished');
  const losses = whole.flatMap(({ losses: all }) => all.at(-1) ?? []);
  const early = trials.filter(({ state }) => state === 'pruned').length;
  const tried = `${trials.length} trials, ${early} of them ended early`;
  return losses.length > 0
    ? `${tried}; the least validation log loss is ${Math.min(...losses).toFixed(5)}`
    : `${tried}; none was trained to its end`;
}
