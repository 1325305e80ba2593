import { bert4rec } from './bert4rec.ts';
import { bsarec } from './bsarec.ts';
import { gru4rec } from './gru4rec.ts';
import { hstu } from './hstu.ts';
import { sasrec } from './sasrec.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';
import { twoTower } from './two-tower.ts';

/** Every sequence encoder by its name: a new one is a file and a line here. */
export const SEQUENCE_ENCODERS = {
  'two-tower': twoTower,
  gru4rec,
  sasrec,
  bert4rec,
  hstu,
  bsarec,
} as const satisfies Readonly<Record<string, SequenceEncoder>>;

export type SequenceEncoderName = keyof typeof SEQUENCE_ENCODERS;
