// Written by `pnpm --filter @placard/training write-catalogues` from the files that define them.

import { bert4rec } from './bert4rec.ts';
import { bsarec } from './bsarec.ts';
import { gru4rec } from './gru4rec.ts';
import { hstu } from './hstu.ts';
import { sasrec } from './sasrec.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';
import { twoTower } from './two-tower.ts';

/** Every sequence encoder by its name. */
export const SEQUENCE_ENCODERS = {
  bert4rec,
  bsarec,
  gru4rec,
  hstu,
  sasrec,
  'two-tower': twoTower,
} as const satisfies Readonly<Record<string, SequenceEncoder>>;

export type SequenceEncoderName = keyof typeof SEQUENCE_ENCODERS;
