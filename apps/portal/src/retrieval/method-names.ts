import type { RetrievalChoice } from '@placard/contracts';

export const METHOD_NAMES: Readonly<Record<RetrievalChoice, string>> = {
  auto: 'Automatic',
  als: 'Matrix factorisation (ALS)',
  ease: 'EASE',
  'item-neighbours': 'Item neighbours',
  'markov-chain': 'Markov chain',
  'content-based': 'Content (TF-IDF)',
  off: 'Off',
};
