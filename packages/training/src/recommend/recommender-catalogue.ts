import { als } from './als.ts';
import { blend } from './blend.ts';
import { bpr } from './bpr.ts';
import { contentBased } from './content-based.ts';
import { ease } from './ease.ts';
import { itemNeighbours } from './item-neighbours.ts';
import { lightGcn } from './lightgcn.ts';
import { markovChain } from './markov-chain.ts';
import { popularity } from './popularity.ts';
import { pureSvd } from './pure-svd.ts';
import type { RecommenderMethod } from './recommender-method.ts';
import { userNeighbours } from './user-neighbours.ts';
import { viewerClusters } from './viewer-clusters.ts';

/** Every recommender by its name: a new one is a file and a line here. */
export const RECOMMENDER_METHODS = {
  popularity,
  'content-based': contentBased,
  'viewer-clusters': viewerClusters,
  'markov-chain': markovChain,
  'user-neighbours': userNeighbours,
  'item-neighbours': itemNeighbours,
  'pure-svd': pureSvd,
  als,
  bpr,
  lightgcn: lightGcn,
  ease,
  blend: blend([{ method: ease }, { method: als }, { method: userNeighbours }]),
} as const satisfies Readonly<Record<string, RecommenderMethod>>;

export type RecommenderMethodName = keyof typeof RECOMMENDER_METHODS;
