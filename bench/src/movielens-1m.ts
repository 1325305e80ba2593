/**
 * Movielens1M_m1 (RecZoo: the split of LCFN, ICML 2020), twenty films for each viewer: fitted on the training lists
 * alone, every film outside them is a candidate, judged on the test lists; of each method's settings those with
 * the best nDCG@20 on the validation lists. Published figures beside ours. Takes any folder of that format, and
 * MovieLens-100K, which it cuts alike (80/10/10 of each viewer, by seed).
 * `npm run bench -- movielens-1m --data <folder> [--methods ease,als] [--seeds 1,2,3]`
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@placard/domain';
import {
  RECOMMENDER_METHODS,
  type RecommenderMethod,
  type RecommenderMethodName,
} from '@placard/training';
import { z } from 'zod';
import { type Figures, keptResults } from './movielens/kept-results.ts';
import { bestLists, figuresOfLists } from './movielens/list-figures.ts';
import { hasItemLists, readItemLists } from './movielens/read-item-lists.ts';
import { readMovieLens } from './movielens/read-ratings.ts';
import { reportTable } from './movielens/report.ts';
import { type Split, splitByViewer } from './movielens/splits.ts';

const K = 20;

/** RecZoo: SimpleX's table (CIKM 2021) and BARS. Their epochs were chosen on the test lists, ours are not. */
const PUBLISHED: Readonly<Record<string, Figures>> = {
  'LightGCN, published': { 'nDCG@20': 0.2427, 'recall@20': 0.2576 },
  'UltraGCN, published': { 'nDCG@20': 0.2642, 'recall@20': 0.2787 },
  'SimpleX, published': { 'nDCG@20': 0.267, 'recall@20': 0.2802 },
  'EASE, published': { 'nDCG@20': 0.2674, 'recall@20': 0.2755 },
};
const PUBLISHED_VIEWERS = 6022;

type Settings = Readonly<Record<string, unknown>>;

/** What each method is tried with; validation picks. In order of cost. */
const CANDIDATES = {
  popularity: [{}],
  'viewer-clusters': [{ clusters: 30 }],
  'item-neighbours': [
    { neighbours: 100 },
    { neighbours: 300 },
    { neighbours: 300, similarity: 'jaccard' },
  ],
  'pure-svd': [{ rank: 24 }, { rank: 48 }],
  'user-neighbours': [{ neighbours: 150 }, { neighbours: 300 }],
  ease: [{ penalty: 200 }, { penalty: 500 }, { penalty: 1000 }],
  als: [
    { dim: 64, confidence: 1, penalty: 20, sweeps: 8 },
    { dim: 96, confidence: 1, penalty: 40, sweeps: 8 },
  ],
  bpr: [{ dim: 64, epochs: 60, learningRate: 0.03, penalty: 0.005, initialDeviation: 0.005 }],
  lightgcn: [
    { dim: 64, layers: 2, epochs: 24, batchSize: 32_768, learningRate: 0.01, penalty: 1e-4 },
  ],
} as const satisfies Partial<Record<RecommenderMethodName, readonly Settings[]>>;
type MethodName = keyof typeof CANDIDATES;
const methodNames = Object.keys(CANDIDATES) as MethodName[];

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    data: text,
    methods: { ...text, default: methodNames.join() },
    seeds: { ...text, default: '1' },
    results: { ...text, default: '.data/bench/movielens-1m.json' },
  },
});
const options = z
  .object({
    data: z.string({ error: 'say --data <folder with train_data.json and test_data.json>' }),
    methods: z.string().transform((list) => z.array(z.enum(methodNames)).parse(list.split(','))),
    seeds: z.string().transform((list) => z.array(z.coerce.number().int()).parse(list.split(','))),
    results: z.string(),
  })
  .parse(values);
// npm runs scripts in the checkout; INIT_CWD is where the person typed the command.
const base = process.env.INIT_CWD ?? process.cwd();
const folder = resolve(base, options.data);
const keep = await keptResults(resolve(base, options.results));
const { digest, cut, cutIsFixed } = await readCuts();

interface Cut {
  /** Its test part chooses the settings. */
  readonly choose: Split;
  readonly judge: Split;
}

async function readCuts() {
  if (!(await hasItemLists(folder))) {
    const { ratings, digest } = await readMovieLens(folder);
    const ones = { ...ratings, values: ratings.values.map(() => 1) };
    const cut = (seed: number): Cut => {
      const { train, validation, test } = splitByViewer(ones, seededRandom(seed));
      return { choose: { train, test: validation }, judge: { train, test } };
    };
    return { digest, cut, cutIsFixed: false };
  }
  const { train, validation, test, digest } = await readItemLists(folder);
  // Without validation lists a tenth of the training part chooses, and what it chose is fitted on all of it.
  const part = validation ? null : splitByViewer(train, seededRandom(1));
  const choose = part ? { train: part.train, test: part.validation } : { train, test: validation! };
  return { digest, cut: (): Cut => ({ choose, judge: { train, test } }), cutIsFixed: true };
}

/** Figures on each of the splits, which share a training part. */
function measured(name: MethodName, settings: Settings, seed: number, splits: readonly Split[]) {
  const startedMs = performance.now();
  const method: RecommenderMethod = RECOMMENDER_METHODS[name];
  const { train } = splits[0]!;
  const fitted = method.fit(train, { settings, random: seededRandom(seed + 1000) });
  const lists = bestLists(fitted, train, K);
  const figures = splits.map((split) => figuresOfLists(lists, split, K));
  return { figures, seconds: (performance.now() - startedMs) / 1000 };
}

/** The test figures of the settings that validation chose. */
async function figuresOf(name: MethodName, seed: number): Promise<Figures> {
  const { choose, judge } = cut(seed);
  const both = choose.train === judge.train ? [choose, judge] : [choose];
  let best: { validation: number; settings: Settings; figures: Figures } | null = null;
  let spentSeconds = 0;
  for (const settings of CANDIDATES[name]) {
    const kept = await keep(JSON.stringify([digest, name, settings, seed]), () => {
      const { figures, seconds } = measured(name, settings, seed, both);
      return { ...figures[1], validation: figures[0]![`nDCG@${K}`]!, seconds };
    });
    spentSeconds += kept.seconds!;
    const { validation = 0 } = kept;
    if (!best || validation > best.validation) best = { validation, settings, figures: kept };
  }
  const { settings, validation } = best!;
  console.error(`${name}, seed ${seed}: ${JSON.stringify(settings)}, ${spentSeconds.toFixed(0)} s`);
  if (both.length === 2) return { ...best!.figures, seconds: spentSeconds };
  const refit = await keep(JSON.stringify([digest, name, settings, seed, 'all']), () => {
    const { figures, seconds } = measured(name, settings, seed, [judge]);
    return { ...figures[0], seconds };
  });
  return { ...refit, validation, seconds: spentSeconds + refit.seconds! };
}

const rows = Object.entries(PUBLISHED).map(([label, figures]) => ({ label, figures: [figures] }));
for (const name of methodNames) {
  if (!options.methods.includes(name)) continue;
  const method: RecommenderMethod = RECOMMENDER_METHODS[name];
  const figures: Figures[] = [];
  for (const seed of options.seeds) {
    if (figures.length > 0 && cutIsFixed && !method.usesChance) break;
    figures.push(await figuresOf(name, seed));
  }
  rows.push({ label: method.title, figures });
}
const { train, test } = cut(options.seeds[0]!).judge;
const viewers = new Set(test.viewers).size;
console.log(
  `${viewers} viewers, ${train.itemCount} items, ${train.items.length} to learn from, ${test.items.length} to find; seeds ${options.seeds.join(', ')}`,
);
if (viewers !== PUBLISHED_VIEWERS) {
  console.log('This is not Movielens1M_m1: the published rows are no comparison.');
}
console.log(
  reportTable(
    [`nDCG@${K}`, `recall@${K}`, `P@${K}`, 'coverage', 'novelty', 'validation', 'seconds'],
    rows,
  ),
);
