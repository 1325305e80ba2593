/**
 * What a smaller dense part costs in quality: int8, pruning and distillation of a DCN-v2 trained on rows whose
 * click rate is a known function of pairs of features. `tsx src/compression.ts [seeds]`
 */

import { hyperparametersSchema } from '@placard/contracts';
import { seededRandom, systemClock } from '@placard/domain';
import {
  type CompressionCost,
  compressionCost,
  denseModel,
  distil,
  modelDefinition,
  modelShape,
  pruneByMagnitude,
  quantiseInt8,
  range,
  type TrainedModel,
  type TrainingData,
  trainOnOrt,
} from '@placard/training';

const FIELDS = 12;
const VALUES = 40;
const TRAIN = 60_000;
const HELD_OUT = 10_000;
const seeds = Number(process.argv[2] ?? 3);

function rowsOf(seed: number): TrainingData {
  const random = seededRandom(seed);
  const count = TRAIN + 2 * HELD_OUT;
  const rows = Int32Array.from({ length: count * FIELDS }, () =>
    Math.floor(VALUES * random() ** 2),
  );
  const taste = Float64Array.from({ length: FIELDS * VALUES }, () => 2 * random() - 1);
  const logit = (row: number) => {
    const of = (field: number) => taste[field * VALUES + rows[row * FIELDS + field]!]!;
    return -1 + of(0) + of(1) + 4 * of(2) * of(3) + 4 * of(4) * of(5);
  };
  return {
    count,
    rowsByFeature: Array.from({ length: FIELDS }, () => VALUES),
    encoded: { rows, offsets: Int32Array.from({ length: count * FIELDS + 1 }, (_, i) => i) },
    labels: Float32Array.from({ length: count }, (_, row) =>
      random() < 1 / (1 + Math.exp(-logit(row))) ? 1 : 0,
    ),
    weights: new Float32Array(count).fill(1),
  };
}

const definition = modelDefinition('dcn-v2');
const large = hyperparametersSchema.parse({
  hidden: [256, 128, 64],
  epochs: 4,
  learningRate: 0.002,
});
const small = hyperparametersSchema.parse({ ...large, hidden: [64], crossLayers: 1 });

async function costs(seed: number): Promise<Map<string, CompressionCost>> {
  const data = rowsOf(seed);
  const common = {
    definition,
    data,
    train: range(0, TRAIN),
    validation: range(TRAIN, TRAIN + HELD_OUT),
    seed,
    threads: 1,
    clock: systemClock,
  };
  const shape = modelShape(definition, large, data);
  const smallShape = modelShape(definition, small, data);
  const teacher = await trainOnOrt({ ...common, hyperparameters: large });
  const alone = await trainOnOrt({ ...common, hyperparameters: small });
  const student = await distil(
    { shape, model: teacher, trust: 0.7 },
    { ...common, hyperparameters: small },
  );
  const dense = (model: TrainedModel, as = shape) => denseModel(as, model.parameters);
  const pruned = (share: number): TrainedModel => ({
    ...teacher,
    parameters: pruneByMagnitude(teacher.parameters, share),
  });
  const contestants = [
    ['as trained', dense(teacher), teacher, shape],
    ['int8', quantiseInt8(dense(teacher)), teacher, shape],
    ['half pruned', dense(pruned(0.5)), teacher, shape],
    ['four fifths pruned', dense(pruned(0.8)), teacher, shape],
    ['small, alone', dense(alone, smallShape), alone, smallShape],
    ['small, distilled', dense(student, smallShape), student, smallShape],
  ] as const;
  const result = new Map<string, CompressionCost>();
  for (const [name, model, { embeddings }, as] of contestants) {
    const positions = range(TRAIN + HELD_OUT, data.count);
    const nowMs = () => performance.now();
    result.set(
      name,
      await compressionCost({ model, shape: as, embeddings, data, positions, nowMs }),
    );
  }
  return result;
}

const bySeed: Map<string, CompressionCost>[] = [];
for (let seed = 1; seed <= seeds; seed++) bySeed.push(await costs(seed));

const spread = (values: readonly number[], digits: number) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const most = Math.max(...values.map((value) => Math.abs(value - mean)));
  return `${mean.toFixed(digits)} ± ${most.toFixed(digits)}`;
};
console.log(
  `DCN-v2 with ${FIELDS} x 16, MLP 256-128-64, ${TRAIN} rows; mean and spread of ${seeds} seeds`,
);
console.table(
  Object.fromEntries(
    [...bySeed[0]!.keys()].map((name) => {
      const of = (pick: (cost: CompressionCost) => number | null, digits: number) =>
        spread(
          bySeed.map((one) => pick(one.get(name)!) ?? Number.NaN),
          digits,
        );
      return [
        name,
        {
          AUC: of(({ auc }) => auc, 4),
          'log loss': of(({ logLoss }) => logLoss, 4),
          'nDCG@10': of(({ ndcg }) => ndcg, 4),
          kB: of(({ bytes }) => bytes / 1024, 0),
          'kB gzip': of(({ gzipBytes }) => gzipBytes / 1024, 0),
          'us a row': of(({ microsPerRow }) => microsPerRow, 2),
        },
      ];
    }),
  ),
);
