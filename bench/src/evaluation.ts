/**
 * `npm run bench -- evaluation --data <MovieLens-100K folder> [--methods ease,popularity] [--seed 1]`: the same
 * recommenders under three protocols (the last fifth by time, each viewer's last, five-fold cross-validation), every
 * figure of their lists with intervals, and how nDCG@10 grows with what was learnt from.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@placard/domain';
import type { Interval } from '@placard/ranking';
import {
  type Interactions,
  learningCurve,
  RECOMMENDER_METHODS,
  type RecommenderMethodName,
} from '@placard/training';
import { z } from 'zod';
import { judgeLists, type ListJudgement } from './evaluation/judge-lists.ts';
import {
  crossValidation,
  lastLeftOut,
  latestFifth,
  pick,
  timedRows,
} from './evaluation/protocols.ts';
import { bestLists } from './movielens/list-figures.ts';
import { readMovieLens } from './movielens/read-ratings.ts';
import type { Split } from './movielens/splits.ts';

const K = 10;
const FOLDS = 5;
const SHARES = [0.1, 0.25, 0.5, 1];
const DEFAULT = 'popularity,item-neighbours,markov-chain,pure-svd';
const methodSchema = z.enum(
  Object.keys(RECOMMENDER_METHODS) as [RecommenderMethodName, ...RecommenderMethodName[]],
);

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    methods: { type: 'string', default: DEFAULT },
    seed: { type: 'string', default: '1' },
  },
});
if (!values.data) {
  console.error(`npm run bench -- evaluation --data <MovieLens-100K folder> [options]

  --methods <list>  recommenders by name (default ${DEFAULT})
  --seed <n>        of the folds, of learning and of resampling (default 1)`);
  process.exit(2);
}
const methods = z.array(methodSchema).parse(values.methods.split(','));
const seed = z.coerce.number().int().parse(values.seed);
const { ratings, genres } = await readMovieLens(
  resolve(process.env.INIT_CWD ?? process.cwd(), values.data),
);
/** Any rating is an interaction of strength 1. */
const all: Interactions = { ...ratings, values: ratings.values.map(() => 1) };

function judge(name: RecommenderMethodName, split: Split): ListJudgement {
  const fitted = RECOMMENDER_METHODS[name].fit(split.train, {
    random: seededRandom(seed),
    itemTerms: genres,
  });
  const lists = bestLists(fitted, split.train, K);
  return judgeLists(lists, split, { k: K, terms: genres, random: seededRandom(seed) });
}

const within = ({ estimate, from, to }: Interval) =>
  `${estimate.toFixed(4)} (${from.toFixed(4)} to ${to.toFixed(4)})`;
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
/** Of one split its interval; of several their mean, least and most. */
function cell(
  judgements: readonly ListJudgement[],
  figure: 'ndcg' | 'recall' | 'hitRate' | 'reciprocalRank',
) {
  const estimates = judgements.map((one) => one[figure].estimate);
  if (judgements.length === 1) return within(judgements[0]![figure]);
  return within({
    estimate: mean(estimates),
    from: Math.min(...estimates),
    to: Math.max(...estimates),
  });
}

const byTime = latestFifth(all);
const protocols: readonly (readonly [string, readonly Split[]])[] = [
  ['the last fifth by time, 95 % intervals', byTime],
  ['the last of each viewer, 95 % intervals', lastLeftOut(all)],
  [
    `${FOLDS}-fold cross-validation, mean of the folds (least to most)`,
    crossValidation(all, FOLDS, seededRandom(seed)),
  ],
];
for (const [title, splits] of protocols) {
  console.log(`\n${title}\n`);
  console.log(
    `| method | viewers | nDCG@${K} | recall@${K} | hit rate@${K} | MRR@${K} | coverage | novelty, bits | diversity |`,
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const name of methods) {
    const judged = splits.map((split) => judge(name, split));
    const figures = (['ndcg', 'recall', 'hitRate', 'reciprocalRank'] as const).map((figure) =>
      cell(judged, figure),
    );
    const rest = [
      mean(judged.map((one) => one.coverage)).toFixed(3),
      mean(judged.map((one) => one.novelty)).toFixed(2),
      mean(judged.map((one) => one.diversity ?? Number.NaN)).toFixed(3),
    ];
    const viewers = Math.round(mean(judged.map((one) => one.viewers)));
    console.log(`| ${[name, viewers, ...figures, ...rest].join(' | ')} |`);
  }
}

const [{ train, test }] = byTime as [Split];
const ordered = timedRows(train).sort((a, b) => a.atMs - b.atMs);
const latest = ordered.slice(-Math.ceil(SHARES[0]! * ordered.length));
const known = new Set(latest.map(({ viewer }) => viewer));
// The same viewers everywhere: those of whom even the least of it knows.
const judged = pick(
  test,
  timedRows(test).filter(({ viewer }) => known.has(viewer)),
);
console.log(
  `\nnDCG@${K} of viewers known in all, on the last fifth by time, by how much of what came before is learnt from\n`,
);
console.log(`| method | ${SHARES.map((share) => `the latest ${100 * share} %`).join(' | ')} |`);
console.log(`|---|${SHARES.map(() => '---').join('|')}|`);
for (const name of methods) {
  const curve = await learningCurve(
    timedRows(train),
    SHARES,
    1,
    (rows) => judge(name, { train: pick(train, rows), test: judged }).ndcg.estimate,
  );
  const cells = curve.map(({ trainRows, values: [ndcg] }) => `${ndcg!.toFixed(4)} of ${trainRows}`);
  console.log(`| ${[name, ...cells].join(' | ')} |`);
}
