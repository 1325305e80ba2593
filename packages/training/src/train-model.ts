import { join } from 'node:path';
import {
  type CurvePoint,
  type Hyperparameters,
  hyperparametersSchema,
  type ModelCard,
  type ModelKind,
  modelCardSchema,
} from '@placard/contracts';
import { type Clock, seededRandom } from '@placard/domain';
import { calibrationBins, prPoints, rocPoints, rowCount } from '@placard/ranking';
import type { z } from 'zod';
import { type ArtefactFiles, writeArtefact } from './artefact.ts';
import { learnFeatureMap } from './dataset/feature-map.ts';
import { prepareRows, type StreamSettings } from './dataset/prepare-rows.ts';
import { presentFeatures } from './dataset/present-features.ts';
import { readDefinitions } from './dataset/read-definitions.ts';
import { joined, sampled } from './dataset/row-list.ts';
import { ROWS_IN_MEMORY } from './dataset/rows-in-memory.ts';
import { RowsOnDisk } from './dataset/rows-on-disk.ts';
import { splitOnDisk } from './dataset/split-on-disk.ts';
import { StreamError } from './dataset/streamed-rows.ts';
import { splitByTime, type TimeSplit } from './dataset/time-split.ts';
import type { FeatureDefinition, TrainingRow } from './dataset/training-row.ts';
import type { Engine } from './engines/train.ts';
import type { TrainedModel } from './engines/trained-model.ts';
import { evaluateDifferences, evaluateIntervals } from './evaluate/evaluate-intervals.ts';
import { evaluatePredictions } from './evaluate/evaluate-predictions.ts';
import { evaluateSlices } from './evaluate/evaluate-slices.ts';
import { addExplanation } from './explain/add-explanation.ts';
import { fitModel } from './fit-model.ts';
import { modelShape } from './models/build-graph.ts';
import { modelDefinition } from './models/catalogue.ts';
import { fitPopularity } from './models/popularity.ts';
import { addPreRanker } from './pre-rank/add-pre-ranker.ts';
import { refitOnAll } from './refit.ts';
import { definitionsOf } from './transfer/source-model.ts';
import { type TransferSource, transferredMap, warmStart } from './transfer/warm-start.ts';

export interface TrainModelOptions {
  /** Rows on the disk are streamed: in memory are the slices held out, and a buffer (docs/training-engines.md). */
  readonly rows: readonly TrainingRow[] | RowsOnDisk;
  /** Rows in memory at a time, of rows on the disk. */
  readonly rowsInMemory?: number;
  /** Evaluates on these instead of the latest part of `rows`. */
  readonly testRows?: readonly TrainingRow[];
  readonly featureDefinitions: readonly FeatureDefinition[];
  readonly modelKind: ModelKind;
  /** Defaults where absent. */
  readonly hyperparameters?: z.input<typeof hyperparametersSchema>;
  /** Starts from another model's weights and reads the features it reads; from random ones when absent. */
  readonly transfer?: TransferSource;
  readonly seed: number;
  readonly threads: number;
  readonly engine?: Engine;
  readonly clock: Clock;
  /** Shares of `rows`, by time. */
  readonly shares?: { readonly validation: number; readonly test: number };
  readonly onProgress?: (model: ModelKind, point: CurvePoint, refit?: boolean) => void;
  readonly signal?: AbortSignal;
  /** A run that finds its checkpoint here goes on from it. */
  readonly checkpointFolder?: string;
  /** After evaluating, trains what the artefact holds on all rows; the metrics stay those of the held-out fit. */
  readonly refit?: boolean;
}

export interface TrainModelResult {
  readonly files: ArtefactFiles;
  readonly card: ModelCard;
  /** The rows evaluated on, in time order, and what each model predicts for them. */
  readonly test: readonly TrainingRow[];
  readonly predictions: Readonly<
    Record<'model' | 'logistic-regression' | 'popularity', Float64Array>
  >;
}

/** The baseline trains to its own optimum, whatever suits the model: a handicapped one proves nothing. */
const BASELINE_SETTINGS = {
  embeddingLearningRate: 0.1,
  embeddingL2: null,
  epochs: 30,
  patienceEpochs: 2,
  precision: 'float32',
} as const;

/** Enough for a chart. */
const CURVE_POINTS = 100;

const DEFAULT_SHARES = { validation: 0.1, test: 0.2 };

/**
 * Trains a model and its baselines on the same rows, evaluates all on a later time slice, and
 * returns the artefact. Throws SplitError on too few rows.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainModelResult> {
  const startedMs = options.clock.nowMs();
  const definition = modelDefinition(options.modelKind);
  const hyperparameters = hyperparametersSchema.parse({
    ...definition.defaults,
    ...options.hyperparameters,
  });
  const { rows, rowsInMemory = ROWS_IN_MEMORY, shares = DEFAULT_SHARES, testRows } = options;
  const onDisk = rows instanceof RowsOnDisk;
  const split = onDisk
    ? splitOnDisk(rows, shares, Math.floor(rowsInMemory / 2), testRows)
    : splitByTime(rows, shares, testRows);
  const { transfer } = options;
  const featureDefinitions = transfer
    ? definitionsOf(transfer.model)
    : presentFeatures(
        readDefinitions(options.featureDefinitions, hyperparameters),
        split.train,
        new Set(definition.sequenceInputs?.(hyperparameters).map(({ feature }) => feature)),
      );
  const learnt = learnFeatureMap(featureDefinitions, split.train, definition, hyperparameters);
  const uncalibrated = transferredMap(learnt, transfer);
  const { features } = uncalibrated;
  const prepared = prepareRows({
    map: uncalibrated,
    ...split,
    hyperparameters,
    learnsConversions: definition.scores !== undefined,
    seed: options.seed,
    ...(onDisk && { stream: streamTo(options.checkpointFolder, 'train', rowsInMemory) }),
  });

  const fit = (role: 'model' | 'baseline', kind: ModelKind, settings: Partial<Hyperparameters>) =>
    fitModel({
      ...options,
      ...(role === 'model' && transfer && { start: warmStart(transfer, uncalibrated) }),
      ...(role === 'baseline' && { engine: { kind: 'ort', device: 'cpu' } as const }),
      kind,
      hyperparameters: { ...hyperparameters, ...settings },
      prepared,
      ...(options.checkpointFolder && { checkpointFolder: join(options.checkpointFolder, role) }),
    });
  const fitted = await fit('model', options.modelKind, {});
  const logistic = await fit('baseline', 'logistic-regression', BASELINE_SETTINGS);
  const popularity = fitPopularity(joined(split.train, split.validation));
  const predictions = {
    model: fitted.testPredictions,
    'logistic-regression': logistic.testPredictions,
    popularity: Float64Array.from(split.test, ({ adId }) => popularity(adId)),
  };

  const { onProgress } = options;
  const seen = joined(split.train, split.validation, split.test);
  const released = options.refit
    ? await refitOnAll({
        ...options,
        featureDefinitions,
        rows: seen,
        ...(onDisk && {
          onDisk: {
            ...streamTo(options.checkpointFolder, 'all', rowsInMemory),
            watched: split.test,
          },
        }),
        definition,
        // As many trees as served the held-out fit best; other models have no use for it.
        hyperparameters: { ...hyperparameters, trees: Math.max(1, fitted.model.steps) },
        epochs: Math.max(1, fitted.model.bestEpoch),
        curve: fitted.model.curve,
        calibration: fitted.calibration,
        ...(onProgress && {
          onPoint: (point: CurvePoint) => onProgress(options.modelKind, point, true),
        }),
      })
    : { model: fitted.model, features, map: { ...uncalibrated, calibration: fitted.calibration } };
  const labels = split.test.map(({ clicked }) => Number(clicked));
  const resampling = seededRandom(options.seed);
  const card = modelCardSchema.parse({
    formatVersion: 1,
    kind: options.modelKind,
    seed: options.seed,
    engine: options.engine?.kind ?? 'ort',
    hyperparameters,
    parameterCount: countParameters(released.model),
    dataWindow: dataWindow(split),
    rows: {
      train: split.train.length,
      validation: split.validation.length,
      test: split.test.length,
    },
    features: released.features.map((feature) => ({
      name: feature.name,
      side: feature.side,
      rows: rowCount(feature),
    })),
    metrics: evaluatePredictions(predictions.model, split.test),
    baselines: {
      'logistic-regression': evaluatePredictions(predictions['logistic-regression'], split.test),
      popularity: evaluatePredictions(predictions.popularity, split.test),
    },
    slices: evaluateSlices(predictions.model, split.test, split.train, features, resampling),
    intervals: evaluateIntervals(predictions.model, split.test, resampling),
    baselineDifferences: {
      'logistic-regression': evaluateDifferences(
        predictions.model,
        predictions['logistic-regression'],
        split.test,
        resampling,
      ),
      popularity: evaluateDifferences(
        predictions.model,
        predictions.popularity,
        split.test,
        resampling,
      ),
    },
    rocPoints: rocPoints(predictions.model, labels, CURVE_POINTS),
    prPoints: prPoints(predictions.model, labels, CURVE_POINTS),
    calibrationBins: calibrationBins(predictions.model, labels),
    curve: [...fitted.model.curve],
    trainedAtMs: options.clock.nowMs(),
    durationMs: options.clock.nowMs() - startedMs,
  } satisfies ModelCard);
  const shape = modelShape(definition, hyperparameters, prepared.data);
  const { model, map } = released;
  const files = await writeArtefact({ shape, model, map, card, rows: split.test });
  const toDistilOn = onDisk ? sampled(seen, Math.floor(rowsInMemory / 4)) : [...seen];
  const ranked = await addPreRanker(files, card, toDistilOn);
  const explained = await addExplanation(ranked.files, ranked.card, split.test);
  return { ...explained, test: split.test, predictions };
}

function countParameters(model: TrainedModel): ModelCard['parameterCount'] {
  const total = (arrays: Iterable<Float32Array>) =>
    [...arrays].reduce((sum, { length }) => sum + length, 0);
  return {
    dense: total(model.parameters.values()),
    embeddings: total(model.embeddings.flatMap(({ tables }) => tables)),
  };
}

function dataWindow({ train, test }: TimeSplit): ModelCard['dataWindow'] {
  const [oldest] = train;
  return { fromMs: oldest!.atMs, toMs: test.at(-1)!.atMs, splitAtMs: test[0]!.atMs };
}

function streamTo(folder: string | undefined, name: string, rowsInMemory: number): StreamSettings {
  if (!folder) throw new StreamError('rows on the disk are streamed through a checkpoint folder');
  return { file: join(folder, `${name}.rows`), bufferRows: Math.floor(rowsInMemory / 2) };
}
