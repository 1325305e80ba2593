import type { RetrievalChoice } from '@placard/contracts';

export const METHOD_NAMES: Readonly<Record<RetrievalChoice, string>> = {
  auto: 'Automatic',
  als: 'Matrix factorisation (ALS)',
  ease: 'EASE',
  'item-neighbours': 'Item neighbours',
  'user-neighbours': 'Viewers alike',
  'markov-chain': 'Markov chain',
  'pure-svd': 'Truncated SVD',
  'viewer-clusters': 'Viewer clusters (k-means)',
  lightgcn: 'LightGCN (slow to learn)',
  'two-tower': 'Two-tower network (slow to learn)',
  bpr: 'BPR (slow to learn)',
  gru4rec: 'GRU4Rec (slow to learn)',
  sasrec: 'SASRec (slow to learn)',
  bert4rec: 'BERT4Rec (slow to learn)',
  hstu: 'HSTU (slow to learn)',
  bsarec: 'BSARec (slow to learn)',
  'content-based': 'Content (TF-IDF)',
  off: 'Off',
};
