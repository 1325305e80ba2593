import type { SequenceEncoderName, SequenceSettings } from '@placard/training';

const cosine = {
  similarity: 'cosine',
  temperature: 0.1,
  patienceEpochs: 4,
  decayEpochs: 8,
} as const;

/**
 * Settings of each encoder; what is left out takes its default. Width, layers and dropout are as published; epochs are
 * what processor time there was, most of it for the best published model.
 */
export const SETTINGS: Readonly<Record<SequenceEncoderName, Partial<SequenceSettings>>> = {
  'two-tower': { ...cosine, epochs: 16, decayEpochs: 6, layers: 1 },
  gru4rec: { ...cosine, epochs: 12, decayEpochs: 5, layers: 1 },
  sasrec: { ...cosine, epochs: 12, decayEpochs: 5 },
  bert4rec: { ...cosine, epochs: 12, decayEpochs: 5 },
  hstu: { ...cosine, epochs: 20, heads: 2 },
  bsarec: { ...cosine, epochs: 48 },
};

/** Full-ranking HR@10 and nDCG@10 on the same split, by the benchmark that ran them all (RecBoard). */
export const PUBLISHED: Readonly<Record<string, readonly [hitRate: number, ndcg: number]>> = {
  'mf-bpr': [0.0447, 0.0227],
  sasrec: [0.0668, 0.0354],
  hstu: [0.0945, 0.0543],
  bsarec: [0.1002, 0.061],
};
