import { z } from 'zod';
import { featureValuesSchema } from './feature-values.ts';
import { modelExplanationSchema, modelStructureSchema } from './model-explanation.ts';
import { MODEL_KINDS } from './model-kinds.ts';

/** Which part of a pair a feature reads: what depends on the ad alone is cached, on the request alone computed once. */
export const featureSideSchema = z.enum(['context', 'viewer', 'ad', 'cross']);
export type FeatureSide = z.infer<typeof featureSideSchema>;

const base = { name: z.string().min(1), side: featureSideSchema };

/** How a raw value becomes embedding rows. Row 0 is always "missing or unseen". */
export const featureEncodingSchema = z.discriminatedUnion('kind', [
  /** A string (or number, as its decimal string): row = 1 + index in `vocabulary`. */
  z.object({ ...base, kind: z.literal('categorical'), vocabulary: z.array(z.string()) }),
  /** Several strings, mean-pooled over the known ones; none known reads row 0. */
  z.object({ ...base, kind: z.literal('multi'), vocabulary: z.array(z.string()) }),
  /** A number: row = 1 + count of ascending `boundaries` that are <= value; rows = boundaries + 2. */
  z.object({ ...base, kind: z.literal('numeric'), boundaries: z.array(z.number()) }),
]);
export type FeatureEncoding = z.infer<typeof featureEncodingSchema>;

/**
 * An input tensor of the graph, float32 [batch, features x dim]: for each feature, in `features` order, its
 * (pooled) embedding row of width `dim`. Tables lie in `tables.bin` in that order, row-major, from `byteOffset`.
 */
export const embeddingInputSchema = z.object({
  input: z.string(),
  dim: z.int().positive(),
  tables: z.array(
    z.object({
      feature: z.string(),
      rows: z.int().positive(),
      byteOffset: z.int().nonnegative(),
    }),
  ),
});
export type EmbeddingInput = z.infer<typeof embeddingInputSchema>;

/**
 * Two further inputs of the graph: the first `length` values of a list feature in the list's own order (a history's
 * is newest first), as embedding rows float32 [1, length, dim], and a mask [1, length] of ones where there is a value
 * and zeros beyond. Values read the vocabulary and the table that feature `table` has in input `embedding`, so that
 * a history and the ad it is held against share what is learnt; an unknown value reads row 0. A run of the graph
 * scores candidates of one request: they share its sequences, while one of the ad is [batch, length, dim].
 */
export const sequenceInputSchema = z.object({
  input: z.string().min(1),
  mask: z.string().min(1),
  feature: z.string().min(1),
  side: z.enum(['context', 'viewer', 'ad']),
  table: z.string().min(1),
  embedding: z.string().min(1),
  length: z.int().min(1).max(64),
});
export type SequenceInput = z.infer<typeof sequenceInputSchema>;

/**
 * A factorisation machine distilled from the model, which scores every candidate so that the model need rank
 * only the best. `table` holds for each row of each feature its weight, then its vector (`dim` - 1 wide).
 */
export const preRankSchema = z.object({
  table: embeddingInputSchema,
  bias: z.number(),
  /** Candidates whose score is within e^-margin of the best are worth the model's look. */
  margin: z.number().positive(),
});
export type PreRank = z.infer<typeof preRankSchema>;

export const CALIBRATION_METHODS = ['none', 'temperature', 'platt', 'isotonic'] as const;

/** From a raw logit to a click rate. Artefacts of before there was a choice are Platt's. */
export const calibrationSchema = z.object({
  method: z.enum(CALIBRATION_METHODS).optional(),
  slope: z.number(),
  intercept: z.number(),
  /** Isotonic: raw and calibrated logits, both rising; linear between them, along `slope` beyond the ends. */
  points: z
    .array(z.object({ logit: z.number(), calibrated: z.number() }))
    .min(2)
    .optional(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** `feature-map.json`: all that turns raw values into the graph's inputs. The graph's output is `logit` [batch, 1]. */
export const featureMapSchema = z.object({
  formatVersion: z.literal(1),
  features: z.array(featureEncodingSchema).min(1),
  inputs: z.array(embeddingInputSchema).min(1),
  /** None in an artefact of a pooled model. */
  sequences: z.array(sequenceInputSchema).optional(),
  /** pCTR = sigmoid(slope x logit + intercept), or through `points` where there are some. */
  calibration: calibrationSchema,
  /** Absent: the model ranks all that was retrieved. */
  preRank: preRankSchema.optional(),
});
export type FeatureMap = z.infer<typeof featureMapSchema>;

/** `golden.json`: pairs with the score the trainer computed; a loader that disagrees refuses the artefact. */
export const goldenSchema = z.object({
  tolerance: z.number().positive(),
  cases: z
    .array(z.object({ values: featureValuesSchema, logit: z.number(), pCtr: z.number() }))
    .min(1),
});
export type Golden = z.infer<typeof goldenSchema>;

export const calibrationBinSchema = z.object({
  meanPredicted: z.number(),
  meanObserved: z.number(),
  count: z.int(),
});

export const evaluationMetricsSchema = z.object({
  rows: z.int(),
  clicks: z.int(),
  logLoss: z.number(),
  /** null where one class is absent. */
  auc: z.number().nullable(),
  gauc: z.number().nullable(),
  normalisedEntropy: z.number().nullable(),
  ece: z.number(),
  calibrationRatio: z.number().nullable(),
  /** Calling a click whatever is predicted at or above the mean prediction. */
  called: z
    .object({
      threshold: z.number(),
      accuracy: z.number(),
      precision: z.number().nullable(),
      recall: z.number().nullable(),
      f1: z.number().nullable(),
    })
    .optional(),
  /** Order among what each viewer was shown, best ten; means over viewers who took some and left some. */
  shown: z
    .object({
      viewers: z.int(),
      ndcg: z.number(),
      reciprocalRank: z.number(),
      averagePrecision: z.number(),
      hitRate: z.number(),
    })
    .optional(),
});
export type EvaluationMetrics = z.infer<typeof evaluationMetricsSchema>;

/** A figure and its 95 % interval, from resampled viewers. */
export const intervalSchema = z.object({ estimate: z.number(), from: z.number(), to: z.number() });
export type MetricInterval = z.infer<typeof intervalSchema>;

/** Null where the metric is undefined on the rows. */
export const metricIntervalsSchema = z.object({
  logLoss: intervalSchema.nullable(),
  auc: intervalSchema.nullable(),
  gauc: intervalSchema.nullable(),
  calibrationRatio: intervalSchema.nullable(),
});
export type MetricIntervals = z.infer<typeof metricIntervalsSchema>;

export const rocPointSchema = z.object({
  falsePositiveRate: z.number(),
  truePositiveRate: z.number(),
});
export const prPointSchema = z.object({
  threshold: z.number(),
  recall: z.number(),
  precision: z.number(),
});

export const curvePointSchema = z.object({
  step: z.int(),
  epoch: z.number(),
  trainLogLoss: z.number(),
  validationLogLoss: z.number().nullable(),
  validationAuc: z.number().nullable(),
  samplesPerSecond: z.number(),
  atMs: z.number(),
});
export type CurvePoint = z.infer<typeof curvePointSchema>;

export const modelKindSchema = z.enum(MODEL_KINDS);

/** All but `adam-all` move the rows a batch used: it moves and decays every row at every step, for small tables. */
export const embeddingOptimiserSchema = z.enum(['adagrad', 'adam', 'adam-all', 'ftrl']);
export type EmbeddingOptimiserKind = z.infer<typeof embeddingOptimiserSchema>;

/** All but `constant` warm up; `plateau` falls while validation stands still, `step-down` for good, `cosine` over the run. */
export const learningRateScheduleSchema = z.enum([
  'constant',
  'warm-up',
  'cosine',
  'plateau',
  'step-down',
]);
export type LearningRateSchedule = z.infer<typeof learningRateScheduleSchema>;

export const hyperparametersSchema = z.object({
  embeddingDim: z.int().min(1).max(256).default(16),
  hidden: z.array(z.int().positive()).default([128, 64]),
  crossLayers: z.int().min(0).max(8).default(2),
  batchSize: z.int().positive().default(1024),
  epochs: z.int().positive().default(8),
  learningRate: z.number().positive().default(0.001),
  embeddingLearningRate: z.number().positive().default(0.05),
  l2: z.number().nonnegative().default(1e-6),
  /** How embedding rows move along their gradient. */
  embeddingOptimiser: embeddingOptimiserSchema.default('adagrad'),
  /** Embedding weights start between minus this and this: small where few rows must not remember by chance. */
  embeddingSpread: z.number().positive().max(1).default(0.05),
  /** How learning rates change over a run. */
  schedule: learningRateScheduleSchema.default('plateau'),
  minCount: z.int().positive().default(2),
  patienceEpochs: z.int().positive().default(2),
  /** Decay of the embedding rows that move; null is `l2`. */
  embeddingL2: z.number().nonnegative().nullable().default(null),
  /** Share of hidden units silenced in training. */
  dropout: z.number().min(0).max(0.9).default(0),
  /** What stands between a hidden layer's product and its ReLU. */
  normalisation: z.enum(['none', 'layer', 'batch']).default('none'),
  /** Attention heads and layers (AutoInt), each of `attentionDim` in all. */
  heads: z.int().min(1).max(16).default(2),
  attentionLayers: z.int().min(1).max(8).default(2),
  attentionDim: z.int().min(1).max(256).default(32),
  /** Experts of a mixture (DCN-v2-Mix, MMoE) and the rank of each low-rank cross. */
  experts: z.int().min(1).max(16).default(4),
  crossRank: z.int().min(1).max(256).default(16),
  /** Boosted trees: at most so many, of so many leaves, each counting for `shrinkage`. */
  trees: z.int().min(1).max(5000).default(300),
  leaves: z.int().min(2).max(1024).default(31),
  shrinkage: z.number().positive().max(1).default(0.1),
  /** Values of a history that a sequence model reads, newest first, and interests it makes of them. */
  historyLength: z.int().min(1).max(20).default(10),
  interests: z.int().min(1).max(16).default(4),
  /** Share of training rows in which each identity (viewer, ad, item) reads as missing. */
  hiddenShare: z.number().min(0).max(0.95).default(0.3),
  /** Whether a model reads what viewers declare: few enough viewers, and it remembers them by it. */
  declaredAttributes: z.enum(['read', 'left-out']).default('read'),
  /** What the matrix products of the served graph are computed in. */
  precision: z.enum(['float32', 'int8']).default('float32'),
});
export type Hyperparameters = z.infer<typeof hyperparametersSchema>;

type HyperparameterShape = typeof hyperparametersSchema.shape;

/** What a run says of them. Nothing is filled in here: a model has defaults of its own. */
export const hyperparameterChoicesSchema = z.object(
  Object.fromEntries(
    Object.entries(hyperparametersSchema.shape).map(([name, field]) => [
      name,
      field.unwrap().optional(),
    ]),
  ) as {
    [K in keyof HyperparameterShape]: z.ZodOptional<ReturnType<HyperparameterShape[K]['unwrap']>>;
  },
);

/** How faithful a model's pre-ranker is, on requests it was not fitted to; every candidate bids the same. */
export const preRankReportSchema = z.object({
  /** Pairs it was fitted to. */
  pairs: z.int(),
  requests: z.int(),
  /** Candidates of each request. */
  candidates: z.int(),
  /** Root mean square difference of the logits, each request's mean difference left out. */
  logitError: z.number(),
  margin: z.number(),
  meanShortlist: z.number(),
  /** nDCG@5 of pre-ranking and then ranking the shortlist, against ranking everything. */
  ndcg: z.number(),
  /** Whether it is good enough to serve. */
  serves: z.boolean(),
});
export type PreRankReport = z.infer<typeof preRankReportSchema>;

/** `card.json`: what was trained on which data, and how well, for people. */
export const modelCardSchema = z.object({
  formatVersion: z.literal(1),
  kind: modelKindSchema,
  seed: z.int(),
  engine: z.enum(['ort', 'torch']),
  hyperparameters: hyperparametersSchema,
  parameterCount: z.object({ dense: z.int(), embeddings: z.int() }),
  dataWindow: z.object({ fromMs: z.number(), toMs: z.number(), splitAtMs: z.number() }),
  rows: z.object({ train: z.int(), validation: z.int(), test: z.int() }),
  features: z.array(z.object({ name: z.string(), side: featureSideSchema, rows: z.int() })),
  /** Metrics on the later time slice, for the model and for each baseline on the same rows. */
  metrics: evaluationMetricsSchema,
  baselines: z.record(z.string(), evaluationMetricsSchema),
  slices: z.array(
    z.object({
      slice: z.string(),
      value: z.string(),
      metrics: evaluationMetricsSchema,
      intervals: metricIntervalsSchema.optional(),
    }),
  ),
  /** Intervals of `metrics`, and of the model minus each baseline in the same resamples. */
  intervals: metricIntervalsSchema.optional(),
  baselineDifferences: z.record(z.string(), metricIntervalsSchema).optional(),
  /** On the later time slice, at most 100 points each. */
  rocPoints: z.array(rocPointSchema).optional(),
  prPoints: z.array(prPointSchema).optional(),
  calibrationBins: z.array(calibrationBinSchema),
  curve: z.array(curvePointSchema),
  preRank: preRankReportSchema.optional(),
  explanation: modelExplanationSchema.optional(),
  structure: modelStructureSchema.optional(),
  trainedAtMs: z.number(),
  durationMs: z.number(),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

export const ARTEFACT_FILES = [
  'model.onnx',
  'tables.bin',
  'feature-map.json',
  'golden.json',
  'card.json',
] as const;
export type ArtefactFile = (typeof ARTEFACT_FILES)[number];

/** Blob digests (sha256, hex) of an artefact's files: what the registry stores and the snapshot names. */
export const artefactManifestSchema = z.record(
  z.enum(ARTEFACT_FILES),
  z.string().regex(/^[0-9a-f]{64}$/),
);
export type ArtefactManifest = z.infer<typeof artefactManifestSchema>;
