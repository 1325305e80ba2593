/**
 * `npm run bench -- transfer --data <folder of data sets> [--seeds 3]`: a model pre-trained on MovieLens-100K
 * (`movielens_100k`) and adapted to MovieLens latest-small (`ml_latest_small`: other viewers, more films), against
 * training from scratch, by AUC on the target's last fifth. A rating of 4 or more is a click. Ids are never carried
 * over. Open set: films of a fifth of the target's genres are taken out of the source. How to adapt is chosen on
 * the source alone: from one half of its viewers to the other. What is done is kept in .data/bench/transfer.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auc } from '@placard/ranking';
import type { SourceModel, TrainingRow } from '@placard/training';
import { z } from 'zod';
import { KNOWN_FEATURES } from './cold-start/known-rows.ts';
import { meanAndSpread } from './cold-start/mean-and-spread.ts';
import type { Dataset } from './replay/import/dataset.ts';
import { readMovieLens100K } from './replay/import/movielens-100k.ts';
import { openStages } from './replay/stages.ts';
import { fitRows, scoreZeroShot } from './transfer/fit-rows.ts';
import {
  halves,
  rowsOf,
  type TargetRows,
  targetRows,
  unseenCategories,
  withoutCategories,
} from './transfer/markets.ts';
import { readLatestSmall } from './transfer/read-latest-small.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, seeds: { type: 'string', default: '3' } },
});
if (!values.data) throw new Error('say where the data sets are: --data <folder>');
const data = resolve(process.env.INIT_CWD ?? process.cwd(), values.data);
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);

const KIND = 'dcn-v2';
const COUNTS: readonly number[] = [0, 100, 1_000, 10_000];
const SETTINGS = {
  embeddingDim: 8,
  hidden: [32, 16],
  learningRate: 0.002,
  embeddingLearningRate: 0.02,
  batchSize: 512,
  epochs: 6,
  patienceEpochs: 1,
  hiddenShare: 0.5,
};
/** A market with few events: small batches, and patience with so noisy a validation part. */
const FEW = { ...SETTINGS, batchSize: 64, epochs: 15, patienceEpochs: 3 };
/** Ways to adapt, one of which is chosen on the source. */
const WAYS = [
  { hold: 0, learningRate: 0.002, embeddingLearningRate: 0.02 },
  { hold: 10, learningRate: 0.002, embeddingLearningRate: 0.02 },
  { hold: 10, learningRate: 0.0005, embeddingLearningRate: 0.005 },
] as const;
/** Ways to train from scratch, one of which is chosen there too: a handicapped rival proves nothing. */
const LONGER = { batchSize: 16, epochs: 60, patienceEpochs: 10 };
const SCRATCH_WAYS = [
  { kind: KIND, ...FEW },
  { kind: KIND, learningRate: 0.002, embeddingLearningRate: 0.02, ...LONGER },
  { kind: KIND, learningRate: 0.005, embeddingLearningRate: 0.1, ...LONGER },
  { kind: 'logistic-regression', embeddingLearningRate: 0.1, ...LONGER },
] as const;
/** Publishers of this market declare nothing of a viewer: it has no use for such features. */
const FEATURES = KNOWN_FEATURES.filter(({ name }) => !name.startsWith('viewer-attribute:'));

const figuresSchema = z.object({ all: z.number(), unseen: z.number(), bestEpoch: z.number() });
type Figures = z.infer<typeof figuresSchema>;

const source = await readMovieLens100K(resolve(data, 'movielens_100k'));
const target = await readLatestSmall(resolve(data, 'ml_latest_small'));
const stages = await openStages(
  fileURLToPath(new URL('../../.data/bench/transfer', import.meta.url)),
  {
    SETTINGS,
    FEW,
    WAYS,
    SCRATCH_WAYS,
    FEATURES,
    rows: [source, target].map((m) => m.interactions.length),
  },
);

const pretrain = async (market: Dataset, seed: number): Promise<SourceModel> => {
  const rows = rowsOf(market);
  const common = { kind: KIND, features: FEATURES, settings: SETTINGS, seed } as const;
  return (await fitRows({ ...common, rows, validationShare: 0.1 })).source;
};

type Adapted = { logits: Float32Array; bestEpoch: number };

async function train(
  known: readonly TrainingRow[],
  test: readonly TrainingRow[],
  options: Pick<Parameters<typeof fitRows>[0], 'kind' | 'settings' | 'seed' | 'transfer'>,
): Promise<Adapted> {
  const settings = { ...options.settings, minCount: 1 };
  const common = { features: FEATURES, rows: known, validationShare: 0.2 };
  const fitted = await fitRows({ ...options, ...common, settings });
  return { logits: await fitted.score(test), bestEpoch: fitted.bestEpoch };
}

function adapt(
  { known, test }: TargetRows,
  seed: number,
  model: SourceModel,
  { hold, ...rates }: (typeof WAYS)[number],
): Promise<Adapted> {
  const transfer = { model, market: 'other', hold } as const;
  return train(known, test, { kind: KIND, settings: { ...FEW, ...rates }, seed, transfer });
}

function fromScratch(
  { known, test }: TargetRows,
  seed: number,
  { kind, ...settings }: (typeof SCRATCH_WAYS)[number],
): Promise<Adapted> {
  return train(known, test, { kind, settings: { ...FEW, ...settings }, seed });
}

/** By number of events, the AUC of each way on one half of the source's viewers. */
async function judgeWays<Way>(
  ways: readonly Way[],
  go: (rows: TargetRows, way: Way) => Promise<Adapted>,
): Promise<number[][]> {
  const [, second] = halves(source);
  const byCount: number[][] = [];
  for (const count of COUNTS.slice(1)) {
    const rows = targetRows(second, count, 1);
    const labels = rows.test.map(clickOf);
    const aucs: number[] = [];
    for (const way of ways) aucs.push(auc((await go(rows, way)).logits, labels)!);
    byCount.push(aucs);
  }
  return byCount;
}

const judgedWays = await stages.run(
  'ways',
  z.object({ adapting: z.number().array().array(), scratch: z.number().array().array() }),
  async () => {
    const model = await pretrain(halves(source)[0], 1);
    return {
      adapting: await judgeWays(WAYS, (rows, way) => adapt(rows, 1, model, way)),
      scratch: await judgeWays(SCRATCH_WAYS, (rows, way) => fromScratch(rows, 1, way)),
    };
  },
);
/** The way that did best on the source with so many events. */
function best<Way>(ways: readonly Way[], judged: readonly number[][], count: number): Way {
  const aucs = judged[COUNTS.indexOf(count) - 1]!;
  return ways[aucs.indexOf(Math.max(...aucs))]!;
}
for (const count of COUNTS.slice(1)) {
  const ways = {
    adapting: best(WAYS, judgedWays.adapting, count),
    scratch: best(SCRATCH_WAYS, judgedWays.scratch, count),
  };
  console.log(`chosen on the source for ${count} events: ${JSON.stringify(ways)}`);
}
console.log(`AUC there: ${JSON.stringify(judgedWays)}`);

const STARTS = ['posterior rate', 'scratch', 'transfer', 'transfer, open set'] as const;
type Start = (typeof STARTS)[number];
const models = new Map<string, Promise<SourceModel>>();
function modelOf(start: Start, seed: number): Promise<SourceModel> {
  const key = `${start}-${seed}`;
  const market =
    start === 'transfer'
      ? source
      : withoutCategories(source, unseenCategories(source, target, seed));
  const model = models.get(key) ?? pretrain(market, seed);
  models.set(key, model);
  return model;
}

async function measure(start: Start, count: number, seed: number): Promise<Figures> {
  const rows = targetRows(target, count, seed);
  const { test } = rows;
  const { logits, bestEpoch } = await scoresOf(start, rows, count, seed);
  const unseen = unseenCategories(source, target, seed);
  const positions = test.flatMap(({ values: { 'ad-categories': categories } }, i) =>
    Array.isArray(categories) && categories.some((category) => unseen.has(category)) ? [i] : [],
  );
  return {
    all: auc(logits, test.map(clickOf))!,
    unseen: auc(
      positions.map((i) => logits[i]!),
      positions.map((i) => clickOf(test[i]!)),
    )!,
    bestEpoch,
  };
}

async function scoresOf(start: Start, rows: TargetRows, count: number, seed: number) {
  // What the platform serves by until a market has a model: the item's rate over that of its categories.
  if (start === 'posterior rate') {
    return { logits: rows.test.map(({ values }) => Number(values['ad-ctr'])), bestEpoch: 0 };
  }
  if (start === 'scratch')
    return fromScratch(rows, seed, best(SCRATCH_WAYS, judgedWays.scratch, count));
  const model = await modelOf(start, seed);
  if (count > 0) return adapt(rows, seed, model, best(WAYS, judgedWays.adapting, count));
  return { logits: await scoreZeroShot(KIND, SETTINGS, model, rows.test), bestEpoch: 0 };
}

const found = new Map<string, Figures[]>();
for (const seed of seeds) {
  for (const start of STARTS) {
    for (const count of COUNTS) {
      if (start === 'scratch' && count === 0) continue;
      const figures = await stages.run(`${start}-${count}-${seed}`, figuresSchema, () =>
        measure(start, count, seed),
      );
      const key = `${start}-${count}`;
      found.set(key, [...(found.get(key) ?? []), figures]);
    }
  }
}
for (const [of, title] of [
  ['all', 'AUC, all films'],
  ['unseen', 'AUC, films of the genres that the open-set source never saw'],
] as const) {
  console.log(
    `\n${title}\n\n| target events | ${STARTS.join(' | ')} |\n|${'---|'.repeat(1 + STARTS.length)}`,
  );
  for (const count of COUNTS) {
    const cells = STARTS.map((start) => {
      const figures = found.get(`${start}-${count}`);
      return figures ? meanAndSpread(figures.map((one) => one[of])) : 'nothing to train on';
    });
    console.log(`| ${count.toLocaleString('en')} | ${cells.join(' | ')} |`);
  }
}
for (const seed of seeds) {
  console.log(`\nseed ${seed}, unseen: ${[...unseenCategories(source, target, seed)].join(', ')}`);
}

function clickOf({ clicked }: TrainingRow): number {
  return Number(clicked);
}
