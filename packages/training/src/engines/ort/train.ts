import { createHash } from 'node:crypto';
import { type CurvePoint, type Hyperparameters, modelKindSchema } from '@placard/contracts';
import type { Clock } from '@placard/domain';
import { isStreamed, type StreamedRows } from '../../dataset/streamed-rows.ts';
import type { TrainingData } from '../../dataset/training-data.ts';
import { judgeLogits } from '../../evaluate/judge-logits.ts';
import { type ModelShape, modelShape } from '../../models/build-graph.ts';
import type { ModelDefinition } from '../../models/model-definition.ts';
import { holdNear, type WarmStart } from '../../transfer/warm-start.ts';
import type { BatchSource } from '../epoch-order.ts';
import { type EpochSource, openEpochSource } from '../epoch-source.ts';
import type { TrainedModel } from '../trained-model.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { privateFloats, sharedFloats } from './float-memory.ts';
import { type Device, GradientSession } from './gradient-session.ts';
import { LaneStep } from './lanes/lane-step.ts';
import { learningRateFactor } from './learning-rate.ts';
import { LogitSession } from './logit-session.ts';
import { TrainingState } from './training-state.ts';
import { TrainingStep } from './training-step.ts';

export interface OrtTrainingOptions {
  readonly definition: ModelDefinition;
  readonly hyperparameters: Hyperparameters;
  /** Rows in memory. */
  readonly data: TrainingData;
  /** Positions to learn from, or rows on the disk to stream. */
  readonly train: Uint32Array | StreamedRows;
  /** Positions to stop by. */
  readonly validation: Uint32Array;
  /** Mixes the rows of an epoch from these; an epoch is as long as `train`, which is then not read. */
  readonly sources?: readonly BatchSource[];
  /** Whether each epoch improved in the run that this one repeats: then `validation` is watched, and decides nothing. */
  readonly improvements?: readonly boolean[];
  readonly seed: number;
  readonly threads: number;
  /** Where to start; random weights when absent. These are judged first, and kept where training betters nothing. */
  readonly start?: WarmStart;
  /** The processor when absent. */
  readonly device?: Device;
  readonly clock: Clock;
  readonly onProgress?: (point: CurvePoint) => void;
  readonly reportEverySteps?: number;
  /** Aborting saves a checkpoint, then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly checkpoint?: { readonly folder: string; readonly everySteps: number };
}

/**
 * Trains a model with onnxruntime: the graph's gradient for the dense part, sparse rows for the
 * embeddings. The same options give the same bits, with or without stops in between. Stops early
 * when validation log loss has not improved for `patienceEpochs`.
 */
export async function trainOnOrt(options: OrtTrainingOptions): Promise<TrainedModel> {
  const { definition, hyperparameters, data, train, seed, threads } = options;
  const { batchSize } = hyperparameters;
  if (!isStreamed(train) && train.length === 0) {
    throw new RangeError('there are no rows to train on');
  }
  if (options.validation.length === 0) throw new RangeError('there are no rows to validate on');
  const shape = modelShape(definition, hyperparameters, data);
  const { device = 'cpu', sources } = options;
  const lanes = device === 'cpu' ? laneCount(shape, threads) : 1;
  const state = new TrainingState(
    shape,
    data.rowsByFeature,
    lanes > 1 ? sharedFloats : privateFloats,
  );
  const source = openEpochSource({
    ...{ data, train, batchSize, seed },
    ...(sources && { sources }),
  });
  const step =
    lanes > 1
      ? await LaneStep.create({ shape, state, data: source.data, seed, lanes })
      : new TrainingStep(
          await GradientSession.create(shape, state.parameters, threads, device),
          state,
          source.data,
          hyperparameters,
          seed,
        );
  const scoring = await LogitSession.create(shape, threads);
  try {
    const run = new Run(options, source, state, step, scoring);
    if (!(await run.resume())) {
      if (options.start) {
        state.startFrom(options.start.weights);
        await run.judgeStart();
      } else state.initialise(seed);
    }
    return await run.toEnd();
  } finally {
    await step.release();
    await scoring.release();
    source.close();
  }
}

/** Rows below which a part of a batch is not worth a thread: the runtime's own threads do better. */
const LANE_MIN_ROWS = 1024;

function laneCount({ definition, hyperparameters }: ModelShape, threads: number): number {
  // A lane builds its model by name: one from outside the catalogue trains in this thread.
  if (!modelKindSchema.safeParse(definition.kind).success) return 1;
  return hyperparameters.batchSize >= LANE_MIN_ROWS * threads ? threads : 1;
}

class Run {
  readonly #options: OrtTrainingOptions;
  readonly #source: EpochSource;
  readonly #state: TrainingState;
  readonly #scoring: LogitSession;
  readonly #step: TrainingStep | LaneStep;
  readonly #fingerprint: string;
  readonly #stepsPerEpoch: number;
  #samples = 0;
  #timedFromMs: number;

  constructor(
    options: OrtTrainingOptions,
    source: EpochSource,
    state: TrainingState,
    step: TrainingStep | LaneStep,
    scoring: LogitSession,
  ) {
    const { hyperparameters } = options;
    this.#options = options;
    this.#source = source;
    this.#state = state;
    this.#scoring = scoring;
    this.#step = step;
    this.#stepsPerEpoch = Math.ceil(source.count / hyperparameters.batchSize);
    this.#fingerprint = fingerprint(options);
    this.#timedFromMs = options.clock.nowMs();
  }

  async resume(): Promise<boolean> {
    const { checkpoint } = this.#options;
    return checkpoint ? loadCheckpoint(checkpoint.folder, this.#fingerprint, this.#state) : false;
  }

  async judgeStart(): Promise<void> {
    const judged = await this.#judge();
    this.#state.progress.bestValidationLogLoss = judged.logLoss;
    this.#state.keepBest();
    this.#report(judged);
  }

  async toEnd(): Promise<TrainedModel> {
    const { epochs, patienceEpochs } = this.#options.hyperparameters;
    while (!this.#state.progress.finished) {
      await this.#finishEpoch();
      const { progress } = this.#state;
      progress.finished =
        progress.epoch >= epochs || progress.epochsWithoutImprovement >= patienceEpochs;
      await this.#save();
    }
    this.#state.restoreBest();
    const { parameters, embeddings, progress } = this.#state;
    return {
      parameters: parameters.byName(),
      embeddings: embeddings.map(({ embedding }) => embedding),
      curve: progress.curve,
      steps: progress.step,
      bestEpoch: progress.bestEpoch,
    };
  }

  async #finishEpoch(): Promise<void> {
    const { checkpoint, hyperparameters, reportEverySteps = 50, start } = this.#options;
    const { progress } = this.#state;
    while (progress.stepInEpoch < this.#stepsPerEpoch) {
      await this.#stopIfAborted();
      const positions = this.#source.batch(progress.epoch, progress.stepInEpoch);
      const factor = learningRateFactor(hyperparameters.schedule, {
        step: progress.step + 1,
        stepsPerEpoch: this.#stepsPerEpoch,
        epochs: hyperparameters.epochs,
        epochsWithoutImprovement: progress.epochsWithoutImprovement,
        epochsNotImproved: progress.epochsNotImproved,
      });
      progress.lossSum += await this.#step.run(positions, progress.step + 1, factor);
      if (start && start.hold > 0) {
        holdNear(this.#state.parameters, start, hyperparameters.learningRate * factor);
      }
      progress.lossSteps++;
      progress.step++;
      progress.stepInEpoch++;
      this.#samples += positions.length;
      if (progress.step % reportEverySteps === 0) this.#report(null);
      if (checkpoint && progress.step % checkpoint.everySteps === 0) await this.#save();
    }
    await this.#validate();
  }

  async #judge() {
    const { data, definition, validation } = this.#options;
    const { parameters, embeddings } = this.#state;
    const logits = await this.#scoring.run(
      parameters.byName(),
      embeddings.map(({ embedding }) => embedding),
      data,
      validation,
    );
    const labels = Float32Array.from(validation, (position) => data.labels[position]!);
    return judgeLogits(definition, logits, labels);
  }

  async #validate(): Promise<void> {
    const { progress } = this.#state;
    const judged = await this.#judge();
    const loss = judged.logLoss;
    progress.epoch++;
    progress.stepInEpoch = 0;
    const { bestValidationLogLoss: best } = progress;
    const { improvements } = this.#options;
    if (improvements?.[progress.epoch - 1] ?? (best === null || loss < best)) {
      progress.bestValidationLogLoss = loss;
      progress.bestEpoch = progress.epoch;
      progress.epochsWithoutImprovement = 0;
      this.#state.keepBest();
    } else {
      progress.epochsWithoutImprovement++;
      progress.epochsNotImproved++;
    }
    this.#report(judged);
  }

  #report(validation: { logLoss: number; auc: number | null } | null): void {
    const { clock, onProgress } = this.#options;
    const { progress } = this.#state;
    const atMs = clock.nowMs();
    const before = progress.curve.at(-1);
    // A validation right after a report has no steps of its own to tell of.
    const fresh = this.#samples > 0;
    const point: CurvePoint = {
      step: progress.step,
      epoch: progress.epoch + progress.stepInEpoch / this.#stepsPerEpoch,
      trainLogLoss:
        progress.lossSteps > 0
          ? progress.lossSum / progress.lossSteps
          : (before?.trainLogLoss ?? 0),
      validationLogLoss: validation?.logLoss ?? null,
      validationAuc: validation?.auc ?? null,
      samplesPerSecond: fresh
        ? (this.#samples * 1000) / Math.max(atMs - this.#timedFromMs, 1)
        : (before?.samplesPerSecond ?? 0),
      atMs,
    };
    progress.lossSum = 0;
    progress.lossSteps = 0;
    this.#samples = 0;
    this.#timedFromMs = atMs;
    progress.curve.push(point);
    onProgress?.(point);
  }

  async #stopIfAborted(): Promise<void> {
    if (!this.#options.signal?.aborted) return;
    await this.#save();
    this.#options.signal.throwIfAborted();
  }

  async #save(): Promise<void> {
    const { checkpoint } = this.#options;
    if (checkpoint) await saveCheckpoint(checkpoint.folder, this.#fingerprint, this.#state);
  }
}

function fingerprint(options: OrtTrainingOptions): string {
  const { data, definition, hyperparameters, seed, threads, train, validation } = options;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      definition.kind,
      hyperparameters,
      seed,
      threads,
      options.device ?? 'cpu',
      data.rowsByFeature,
    ]),
  );
  const { encoded, labels, weights } = data;
  const { improvements, start } = options;
  if (improvements) hash.update(JSON.stringify(improvements));
  if (start) hash.update(JSON.stringify([start.hold, [...start.weights.parameters.keys()]]));
  const sequences = data.sequences ?? [];
  if (sequences.length > 0) hash.update(JSON.stringify(sequences.map(({ spec }) => spec)));
  const rowsOfSequences = sequences.map(({ rows }) => rows);
  const arrays: (Float32Array | Int32Array | Uint32Array)[] = [
    ...[encoded.rows, encoded.offsets, labels, weights],
  ];
  if (isStreamed(train)) {
    const { file, bufferRows, highestLabel } = train;
    hash.update(JSON.stringify([file.digest, file.shardRows, bufferRows, highestLabel]));
  } else arrays.push(train);
  arrays.push(validation);
  for (const { positions, weight } of options.sources ?? []) {
    hash.update(String(weight));
    arrays.push(positions);
  }
  const startArrays = start ? [...start.weights.parameters.values(), ...start.weights.tables] : [];
  for (const array of [...arrays, ...rowsOfSequences, ...startArrays]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex');
}
