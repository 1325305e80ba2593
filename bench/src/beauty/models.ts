import type { SequenceEncoderName, SequenceSettings } from '@placard/training';

const cosine = {
  similarity: 'cosine',
  temperature: 0.1,
  patienceEpochs: 4,
  decayEpochs: 8,
} as const;
/** Epochs at the most: what processor time there was, most of it for the best published model. */
const LONG = 48;
const SHORT = 24;

/** Settings of each encoder; what is left out takes its default. Width, layers and dropout are as published. */
export const SETTINGS: Readonly<Record<SequenceEncoderName, Partial<SequenceSettings>>> = {
  'two-tower': { ...cosine, epochs: LONG, layers: 1 },
  gru4rec: { ...cosine, epochs: SHORT, layers: 1 },
  sasrec: { ...cosine, epochs: SHORT },
  bert4rec: { ...cosine, epochs: SHORT },
  hstu: { ...cosine, epochs: LONG, heads: 2 },
  bsarec: { ...cosine, epochs: LONG },
};

/** Full-ranking HR@10 and nDCG@10 on the same split, by the benchmark that ran them all (RecBoard). */
export const PUBLISHED: Readonly<Record<string, readonly [hitRate: number, ndcg: number]>> = {
  'mf-bpr': [0.0447, 0.0227],
  sasrec: [0.0668, 0.0354],
  hstu: [0.0945, 0.0543],
  bsarec: [0.1002, 0.061],
};
