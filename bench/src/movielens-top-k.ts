/**
 * MovieLens-100K, ten films for each viewer: 75/25 stratified by item, every film outside the training part is a
 * candidate, any rating counts; published figures beside ours. `npm run bench -- movielens-top-k --data <folder>`
 */

import { seededRandom } from '@placard/domain';
import {
  blend,
  type Interactions,
  RECOMMENDER_METHODS,
  type RecommenderMethod,
  type RecommenderMethodName,
} from '@placard/training';
import { asServed } from './movielens/as-served.ts';
import { type Figures, keptResults } from './movielens/kept-results.ts';
import { listFigures } from './movielens/list-figures.ts';
import { movieLensOptions } from './movielens/options.ts';
import { readMovieLens } from './movielens/read-ratings.ts';
import { reportTable } from './movielens/report.ts';
import { splitByItem } from './movielens/splits.ts';

/** Recommenders 1.2, examples/06_benchmarks (github.com/recommenders-team/recommenders), one split. */
const PUBLISHED: Readonly<Record<string, Figures>> = {
  'SAR, published': { 'nDCG@10': 0.382, 'P@10': 0.331, 'recall@10': 0.176, MAP: 0.111 },
  'LightGCN, published': {
    'nDCG@10': 0.42,
    'P@10': 0.38,
    'recall@10': 0.144,
    MAP: 0.089,
  },
  'BPR, published': { 'nDCG@10': 0.442, 'P@10': 0.388, 'recall@10': 0.213, MAP: 0.132 },
  'BiVAE, published': { 'nDCG@10': 0.475, 'P@10': 0.412, 'recall@10': 0.219, MAP: 0.146 },
};

/** Chosen by nDCG@10 with `--cut validation --seeds 1`: 75/25 once more, within the training part of seed 1. */
const SETTINGS: Readonly<Partial<Record<RecommenderMethodName, Record<string, unknown>>>> = {
  'user-neighbours': { neighbours: 150 },
  'item-neighbours': { neighbours: 200 },
  'pure-svd': { rank: 15 },
  als: { dim: 48, confidence: 1, penalty: 20, sweeps: 8 },
  // As in the published run, whose small first vectors (Cornac: uniform within .5 / dim) matter most.
  bpr: { dim: 200, epochs: 200, learningRate: 0.01, penalty: 0.001, initialDeviation: 0.0015 },
  lightgcn: { dim: 32, layers: 2, epochs: 40, batchSize: 4096, learningRate: 0.01 },
  ease: { penalty: 1000 },
};

/** Films or viewers in common below which a correlation is chance. */
const MIN_COMMON = 20;

const BLEND = (['ease', 'als', 'user-neighbours'] as const).map((name) => ({
  method: RECOMMENDER_METHODS[name],
  settings: SETTINGS[name] ?? {},
}));

interface Row {
  readonly label: string;
  readonly method: RecommenderMethod;
  readonly settings: Record<string, unknown>;
  /** Ratings count as they are: a correlation of ones says nothing. */
  readonly stars?: boolean;
}

const METHODS: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    Object.entries(RECOMMENDER_METHODS).map(([name, method]) => [
      name,
      { label: method.title, method, settings: SETTINGS[name as RecommenderMethodName] ?? {} },
    ]),
  ),
  'user-neighbours-jaccard': neighbours('user-neighbours', { similarity: 'jaccard' }),
  'user-neighbours-pearson': neighbours('user-neighbours', { similarity: 'pearson' }),
  'item-neighbours-jaccard': neighbours('item-neighbours', { similarity: 'jaccard' }),
  'item-neighbours-pearson': neighbours('item-neighbours', { similarity: 'pearson' }),
  blend: {
    label: 'Blend of EASE, ALS and user-based neighbours',
    method: blend(BLEND),
    settings: {},
  },
};

function neighbours(
  name: 'user-neighbours' | 'item-neighbours',
  { similarity }: { similarity: 'jaccard' | 'pearson' },
): Row {
  const method = RECOMMENDER_METHODS[name];
  const stars = similarity === 'pearson';
  const settings = { ...SETTINGS[name], similarity, ...(stars && { minSupport: MIN_COMMON }) };
  return { label: `${method.title}, ${similarity}`, method, settings, stars };
}

const options = movieLensOptions('movielens-top-k');
const { ratings, genres, digest } = await readMovieLens(options.dataFolder);
const kept = await keptResults(options.resultsFile);
/** Any rating is an interaction of strength 1. */
const interactions: Interactions = { ...ratings, values: ratings.values.map(() => 1) };

function splitOf(seed: number, stars: boolean) {
  const random = seededRandom(seed);
  const split = splitByItem(stars ? ratings : interactions, 0.75, random);
  return options.cut === 'test' ? split : splitByItem(split.train, 0.75, random);
}

const rows = Object.entries(PUBLISHED).map(([label, figures]) => ({ label, figures: [figures] }));
for (const [name, { label, method, settings: own, stars = false }] of Object.entries(METHODS)) {
  if (options.methods && !options.methods.includes(name)) continue;
  const settings = options.settings ?? own;
  const members = name === 'blend' ? BLEND.map((member) => member.settings) : [];
  const figures: Figures[] = [];
  for (const seed of options.seeds) {
    const key = JSON.stringify([digest, options.cut, name, settings, members, seed]);
    figures.push(
      await kept(key, () => {
        const startedMs = performance.now();
        const split = splitOf(seed, stars);
        const fitted = method.fit(split.train, {
          settings,
          random: seededRandom(seed + 1000),
          itemTerms: genres,
        });
        const measured = listFigures(fitted, split, 10);
        const seconds = (performance.now() - startedMs) / 1000;
        const served = asServed(fitted, name, split.train);
        return {
          ...measured,
          seconds,
          ...(served && { 'served nDCG': listFigures(served, split, 10)['nDCG@10']! }),
        };
      }),
    );
  }
  rows.push({ label, figures });
}
console.log(
  `MovieLens-100K, ${options.cut} cut, seeds ${options.seeds.join(', ')}: mean ± deviation`,
);
console.log(
  reportTable(
    ['nDCG@10', 'P@10', 'recall@10', 'MAP', 'coverage', 'novelty', 'served nDCG', 'seconds'],
    rows,
  ),
);
