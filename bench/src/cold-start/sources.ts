import { seededRandom } from '@placard/domain';
import { RECOMMENDER_METHODS } from '@placard/training';
import type { Settings } from '../click-models/fit-and-score.ts';
import type { Dataset, Interaction } from '../replay/import/dataset.ts';
import { type FittedRows, fitRows } from '../transfer/fit-rows.ts';
import { KNOWN_FEATURES, type KnownRow } from './known-rows.ts';

/** What a cold-start source makes of rows, larger for likelier clicks. */
export type Scores = (rows: readonly KnownRow[]) => Promise<ArrayLike<number>>;

const SETTINGS: Settings = {
  embeddingDim: 8,
  hidden: [32, 16],
  learningRate: 0.002,
  embeddingLearningRate: 0.02,
  batchSize: 1024,
  epochs: 5,
  patienceEpochs: 1,
  hiddenShare: 0.5,
};
/**
 * Of the ways to train a deep model below, the first is chosen: `--choose` ranks them on viewers who first come in the
 * last fifth of the training part, the judged part unseen.
 */
export const DEEP_SETTINGS: Readonly<Record<string, Settings>> = {
  'from next to nothing, every row decayed, without declared attributes': {
    ...{ ...SETTINGS, learningRate: 0.001, declaredAttributes: 'left-out', epochs: 8, l2: 0 },
    ...{ embeddingSpread: 2e-4, embeddingOptimiser: 'adam-all' },
    ...{ embeddingLearningRate: 0.001, embeddingL2: 0.01 },
  },
  'slow, without declared attributes': {
    ...SETTINGS,
    learningRate: 0.001,
    embeddingLearningRate: 0.005,
    declaredAttributes: 'left-out',
  },
  'slow, with them': { ...SETTINGS, learningRate: 0.001, embeddingLearningRate: 0.005 },
  'fast, without declared attributes': { ...SETTINGS, declaredAttributes: 'left-out' },
  'fast, with them': SETTINGS,
};
const CHOSEN =
  DEEP_SETTINGS['from next to nothing, every row decayed, without declared attributes']!;

const ATTRIBUTES = (name: string) =>
  name.startsWith('viewer-attribute:') || name === 'ad-categories' || name === 'item';
const CONTENT = (name: string) =>
  ['viewer-last-categories', 'affinity-long', 'ad-categories', 'ad-words'].includes(name);

/** Sources that learn weights once; every number of events is then scored by the same. */
export const LEARNT = {
  'declared attributes': (rows: readonly KnownRow[], seed: number) =>
    fit('fm', ATTRIBUTES, rows, seed),
  'content words': (rows: readonly KnownRow[], seed: number) => fit('fm', CONTENT, rows, seed),
  'deep model': (rows: readonly KnownRow[], seed: number) => fitDeep(rows, seed, CHOSEN),
} as const;

function fit(
  kind: 'fm',
  reads: (name: string) => boolean,
  rows: readonly KnownRow[],
  seed: number,
): Promise<FittedRows> {
  const features = KNOWN_FEATURES.filter(({ name }) => reads(name));
  return fitRows({ kind, features, rows, validationShare: 0.1, settings: SETTINGS, seed });
}

export function fitDeep(
  rows: readonly KnownRow[],
  seed: number,
  settings: Settings,
): Promise<FittedRows> {
  const features = KNOWN_FEATURES;
  return fitRows({ kind: 'dcn-v2', features, rows, validationShare: 0.1, settings, seed });
}

/** Sources that count. */
export const COUNTED: Readonly<Record<'overall popularity' | 'posterior rate', Scores>> = {
  'overall popularity': async (rows) => rows.map(({ popularity }) => popularity),
  'posterior rate': async (rows) => rows.map(({ posterior }) => posterior),
};

/** What is liked among viewers alike, by what was told of all of them. */
export function clusterScores(
  { items, viewers }: Dataset,
  told: readonly Interaction[],
  seed: number,
): Scores {
  const itemOf = new Map(items.map(({ itemId }, i) => [itemId, i]));
  const viewerOf = new Map(viewers.map(({ viewerId }, i) => [viewerId, i]));
  const liked = told.filter(({ clicked }) => clicked);
  const recommender = RECOMMENDER_METHODS['viewer-clusters'].fit(
    {
      viewerCount: viewers.length,
      itemCount: items.length,
      viewers: Int32Array.from(liked, ({ viewerId }) => viewerOf.get(viewerId)!),
      items: Int32Array.from(liked, ({ itemId }) => itemOf.get(itemId)!),
      values: new Float32Array(liked.length).fill(1),
      atMs: null,
    },
    { random: seededRandom(seed) },
  );
  const scores = new Map<string, Float32Array>();
  return async (rows) =>
    rows.map(({ viewerKey, adId }) => {
      const of = scores.get(viewerKey!) ?? recommender.score(viewerOf.get(viewerKey!)!);
      scores.set(viewerKey!, of);
      return of[itemOf.get(adId)!]!;
    });
}
