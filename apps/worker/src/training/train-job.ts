import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from '@placard/blobs';
import { hyperparametersSchema, type ModelCard } from '@placard/contracts';
import type { JobContext, JobPayload } from '@placard/queue';
import {
  createTrainingRunner,
  engineOf,
  type FeatureDefinition,
  type RunnerSettings,
  type TrainingProgressMessage,
} from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { definitionsOf, exportOnce } from './export-once.ts';
import { fetchSource } from './fetch-source.ts';
import { type Judgement, judge } from './judge.ts';
import { registerModel, storeArtefact } from './publish-model.ts';
import { lockMarket } from './run-lock.ts';
import { FINISHED, finishRun, type Run, type RunRecord, readRun, recordRun } from './run-record.ts';
import { searchForSettings } from './search-for-settings.ts';

export type TrainingParts = {
  readonly pool: pg.Pool;
  readonly databaseUrl: string;
  readonly blobs: Blobs;
  /** Rows, checkpoints and artefacts of unfinished runs; absolute. */
  readonly workDir: string;
  readonly threads: number;
  readonly runner: RunnerSettings;
  readonly logger: Logger;
};

class RunCancelled extends Error {}

/**
 * The training job: export, train in a process of its own, evaluate, register. It may be delivered twice or
 * after a worker died: a finished run is left alone, an unfinished one goes on from its rows and checkpoint.
 */
export async function runTrainingJob(
  parts: TrainingParts,
  { trainingRunId: runId, marketId }: JobPayload<'training'>,
  { signal, lastAttempt }: JobContext,
): Promise<void> {
  const { pool, logger } = parts;
  const lock = await lockMarket(parts.databaseUrl, marketId, signal);
  if (!lock) throw signal.reason;
  try {
    const run = await readRun(pool, runId);
    if (!run || FINISHED.includes(run.status)) return;
    if (run.cancelRequested) {
      await finishRun(pool, runId, 'cancelled', { message: 'cancelled before it started' });
      return;
    }
    await trainAndRegister(parts, run, signal);
    await forget(parts, runId);
  } catch (error) {
    if (error instanceof RunCancelled) {
      await finishRun(pool, runId, 'cancelled', { message: 'cancelled' });
      await forget(parts, runId);
      return;
    }
    if (signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (!lastAttempt) {
      // What broke may lie in the checkpoint; a process that was killed says nothing against it.
      if (!reason.includes('was killed')) await rm(checkpointOf(parts, runId), REMOVE);
      throw error;
    }
    logger.error({ err: error, runId }, 'a training run failed');
    await finishRun(pool, runId, 'failed', { message: 'failed', error: reason });
    await forget(parts, runId);
  } finally {
    await lock.release();
  }
}

async function trainAndRegister(parts: TrainingParts, run: Run, stop: AbortSignal): Promise<void> {
  const { pool, blobs, logger } = parts;
  const { runId, marketId, request } = run;
  const cancel = new AbortController();
  const signal = AbortSignal.any([stop, cancel.signal]);
  const record = recordRun(pool, run, {
    onCancel: () => cancel.abort(new RunCancelled('somebody cancelled the run')),
    onError: (error) => logger.warn({ err: error, runId }, 'a heartbeat was missed'),
  });
  try {
    const folder = path.join(parts.workDir, runId);
    const artefactFolder = path.join(folder, 'artefact');
    const rowsFile = await exportOnce(parts, run, folder, record, signal);
    const definitions = await definitionsOf(rowsFile, record);
    if (request.search) {
      const search = { ...{ run, search: request.search, rowsFile, definitions }, folder };
      const found = await searchForSettings(parts, search, record, signal);
      await record.close();
      await finishRun(pool, runId, 'succeeded', { message: found });
      return;
    }
    const paths = { rowsFile, artefactFolder, definitions };
    const card = await train(parts, run, paths, record, signal);
    signal.throwIfAborted();
    record.phase('evaluating', 'asking the gates');
    const judgement = await judge(parts, run, card, paths);
    for (const { gate, verdict, reason } of judgement.gates) {
      record.log(`gate ${gate}: ${verdict}, ${reason}`);
    }
    record.phase('publishing', 'storing the artefact');
    const manifest = await storeArtefact(blobs, artefactFolder);
    const promote = request.promoteIfBetter && deserves(judgement, request.overrideReason);
    const { overrideReason } = request;
    await record.close();
    const registration = { runId, marketId, manifest, card, ...judgement, promote, overrideReason };
    await registerModel(pool, registration);
  } finally {
    await record.close();
  }
}

async function train(
  parts: TrainingParts,
  { runId, marketId, request }: Run,
  paths: {
    rowsFile: string;
    artefactFolder: string;
    definitions: FeatureDefinition[];
  },
  record: RunRecord,
  signal: AbortSignal,
): Promise<ModelCard> {
  const { modelKind, hyperparameters, seed } = request;
  const epochs = hyperparametersSchema.parse(hyperparameters).epochs;
  const { warmStartFrom: modelVersionId } = request;
  const folder = path.join(path.dirname(paths.artefactFolder), 'source');
  const transfer =
    modelVersionId && (await fetchSource(parts, { marketId, modelVersionId, folder }));
  if (transfer)
    record.log(
      `starting from ${modelVersionId}, of ${transfer.market === 'same' ? 'this' : 'another'} market`,
    );
  record.progress(0.05);
  record.phase('training', `training ${modelKind}`);
  let evaluating = false;
  const onProgress = ({ model, point, refit }: TrainingProgressMessage) => {
    record.log(describe(model, point));
    if (model === modelKind && !refit && !evaluating) {
      record.point(point);
      record.progress(0.05 + 0.8 * Math.min(1, point.epoch / epochs));
    } else if (!evaluating) {
      evaluating = true;
      record.progress(0.85);
      record.phase('evaluating', 'training the baselines and evaluating on the later slice');
    }
  };
  return createTrainingRunner(parts.runner).run({
    runId,
    spec: {
      rowsFile: paths.rowsFile,
      featureDefinitions: paths.definitions,
      modelKind,
      hyperparameters,
      ...(transfer && { transfer }),
      seed,
      threads: parts.threads,
      engine: engineOf(parts.runner, request.engine),
      refit: request.refit,
      checkpointFolder: checkpointOf(parts, runId),
      artefactFolder: paths.artefactFolder,
    },
    onProgress,
    onLog: record.log,
    signal,
  });
}

function describe(model: string, point: TrainingProgressMessage['point']): string {
  const parts = [
    `${model} epoch ${point.epoch.toFixed(2)} step ${point.step}`,
    `train ${point.trainLogLoss.toFixed(5)}`,
  ];
  if (point.validationLogLoss !== null) {
    parts.push(`validation ${point.validationLogLoss.toFixed(5)}`);
  }
  if (point.validationAuc !== null) parts.push(`AUC ${point.validationAuc.toFixed(4)}`);
  parts.push(`${Math.round(point.samplesPerSecond)} samples/s`);
  return parts.join(', ');
}

/** Better than baselines and champion; and no other gate refuses, unless somebody wrote why not to mind. */
function deserves({ gates }: Judgement, overrideReason: string | null): boolean {
  const quality = gates.find(({ gate }) => gate === 'quality');
  const better = quality?.verdict === 'pass' && (quality.figures.difference ?? -1) < 0;
  return better && (overrideReason !== null || gates.every(({ verdict }) => verdict !== 'refuse'));
}

const REMOVE = { recursive: true, force: true } as const;

function checkpointOf({ workDir }: TrainingParts, runId: string): string {
  return path.join(workDir, runId, 'checkpoint');
}

async function forget({ workDir }: TrainingParts, runId: string): Promise<void> {
  await rm(path.join(workDir, runId), REMOVE);
}
