/**
 * MovieLens-100K, stars to be predicted: five random folds a seed, RMSE and MAE as means over folds; published
 * figures beside ours. `npm run bench -- movielens-rating --data <folder>`
 */

import { seededRandom } from '@placard/domain';
import {
  RATING_METHODS,
  type RatingMethod,
  type RatingMethodName,
  ratingBlend,
} from '@placard/training';
import { type Figures, keptResults } from './movielens/kept-results.ts';
import { movieLensOptions } from './movielens/options.ts';
import { readMovieLens } from './movielens/read-ratings.ts';
import { reportTable } from './movielens/report.ts';
import { foldSplits, type Split } from './movielens/splits.ts';

/** Surprise's own table (surpriselib.com), five random folds. */
const PUBLISHED: Readonly<Record<string, Figures>> = {
  'k-NN baseline, published': { RMSE: 0.931, MAE: 0.733 },
  'SVD, published': { RMSE: 0.934, MAE: 0.737 },
  'SVD++, published': { RMSE: 0.919, MAE: 0.721 },
};

/** Chosen by RMSE with `--cut validation --seeds 1`: a fifth of the training part of seed 1's first fold. */
const SETTINGS: Readonly<Partial<Record<RatingMethodName, Record<string, unknown>>>> = {
  'matrix-factorisation': {
    dim: 100,
    epochs: 40,
    learningRate: 0.01,
    decay: 0.97,
    penalty: 0.1,
    biasPenalty: 0.005,
  },
  'svd-plus-plus': {
    dim: 80,
    epochs: 40,
    learningRate: 0.01,
    decay: 0.95,
    penalty: 0.08,
    biasPenalty: 0.005,
  },
};

const BLEND = (['user-neighbours', 'knn-baseline', 'svd-plus-plus'] as const).map((name) => ({
  method: RATING_METHODS[name],
}));

const METHODS: Readonly<Record<RatingMethodName, RatingMethod>> = {
  ...RATING_METHODS,
  blend: ratingBlend(BLEND),
};

const options = movieLensOptions('movielens-rating');
const { ratings, folds: ownFolds, digest } = await readMovieLens(options.dataFolder);
const kept = await keptResults(options.resultsFile);

const which = options.folds ?? (ownFolds.length === 5 ? 'own' : 'random');
if (which === 'own' && ownFolds.length === 0) throw new Error('the folder has no u1 .. u5');

function splitsOf(seed: number): readonly Split[] {
  const random = seededRandom(seed);
  const folds = which === 'own' ? ownFolds : foldSplits(ratings, 5, random);
  return options.cut === 'test' ? folds : foldSplits(folds[0]!.train, 5, random).slice(0, 1);
}

function errors(
  method: RatingMethod,
  settings: Record<string, unknown>,
  seed: number,
  split: Split,
) {
  const startedMs = performance.now();
  const fitted = method.fit(split.train, { settings, random: seededRandom(seed + 1000) });
  const { viewers, items, values } = split.test;
  let squares = 0;
  let distances = 0;
  values.forEach((stars, e) => {
    const error = stars - fitted.predict(viewers[e]!, items[e]!);
    squares += error * error;
    distances += Math.abs(error);
  });
  return {
    RMSE: Math.sqrt(squares / values.length),
    MAE: distances / values.length,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

const rows = Object.entries(PUBLISHED).map(([label, figures]) => ({ label, figures: [figures] }));
for (const [name, method] of Object.entries(METHODS)) {
  if (options.methods && !options.methods.includes(name)) continue;
  const settings = options.settings ?? SETTINGS[name as RatingMethodName] ?? {};
  const bySeed: Figures[] = [];
  for (const seed of options.seeds) {
    const splits = splitsOf(seed);
    const folds: Figures[] = [];
    for (const [fold, split] of splits.entries()) {
      const key = JSON.stringify([digest, options.cut, which, name, settings, seed, fold]);
      folds.push(await kept(key, () => errors(method, { ...settings }, seed, split)));
    }
    const mean = (figure: string) =>
      folds.reduce((sum, one) => sum + one[figure]! / folds.length, 0);
    bySeed.push({ RMSE: mean('RMSE'), MAE: mean('MAE'), seconds: mean('seconds') });
  }
  rows.push({ label: method.title, figures: bySeed });
}
console.log(
  `MovieLens-100K, ${options.cut} cut, ${which === 'own' ? `the ${ownFolds.length} folds in the folder` : 'random folds'}, seeds ${options.seeds.join(', ')}: mean ± deviation; seconds a fold`,
);
console.log(reportTable(['RMSE', 'MAE', 'seconds'], rows));
