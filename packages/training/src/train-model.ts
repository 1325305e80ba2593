import { join } from 'node:path';
import {
  type CurvePoint,
  type Hyperparameters,
  type hyperparametersSchema,
  type ModelCard,
  type ModelKind,
  modelCardSchema,
} from '@placard/contracts';
import { type Clock, seededRandom } from '@placard/domain';
import { calibrationBins, prPoints, rocPoints } from '@placard/ranking';
import type { z } from 'zod';
import { type ArtefactFiles, writeArtefact } from './artefact.ts';
import { cardFacts } from './card-facts.ts';
import { joined, sampled } from './dataset/row-list.ts';
import { ROWS_IN_MEMORY } from './dataset/rows-in-memory.ts';
import type { RowsOnDisk } from './dataset/rows-on-disk.ts';
import type { FeatureDefinition, TrainingRow } from './dataset/training-row.ts';
import type { Engine } from './engines/train.ts';
import { evaluateDifferences, evaluateIntervals } from './evaluate/evaluate-intervals.ts';
import { evaluatePredictions } from './evaluate/evaluate-predictions.ts';
import { evaluateSlices } from './evaluate/evaluate-slices.ts';
import { addExplanation } from './explain/add-explanation.ts';
import { fitModel } from './fit-model.ts';
import { modelShape } from './models/build-graph.ts';
import { fitPopularity } from './models/popularity.ts';
import { addPreRanker } from './pre-rank/add-pre-ranker.ts';
import { prepareFit, streamTo } from './prepare-fit.ts';
import { refitOnAll } from './refit.ts';
import { type TransferSource, warmStart } from './transfer/warm-start.ts';

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

/**
 * Trains a model and its baselines on the same rows, evaluates all on a later time slice, and
 * returns the artefact. Throws SplitError on too few rows.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainModelResult> {
  const startedMs = options.clock.nowMs();
  const { definition, hyperparameters, split, onDisk, featureDefinitions, uncalibrated, prepared } =
    prepareFit(options);
  const { rowsInMemory = ROWS_IN_MEMORY, transfer } = options;
  const { features } = uncalibrated;

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
    ...cardFacts(options, {
      ...{ hyperparameters, split },
      ...{ model: released.model, features: released.features, curve: fitted.model.curve },
    }),
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
