import type { Graph, Tensor } from '@placard/graph';
import type { SequenceSettings } from '../settings.ts';

export interface EncoderInput {
  readonly graph: Graph;
  readonly settings: SequenceSettings;
  /** Item vectors [B, T, D]; several short histories may lie in one row. */
  readonly items: Tensor;
  /** [B, T, T]: 1 where position i (second axis) may look at position j (third), else 0. */
  readonly visible: Tensor;
  /** Zeroes a random share of the values while training; the identity while serving. */
  readonly dropout: (x: Tensor) => Tensor;
}

/** A model of histories: item vectors in, at each position a vector that should point at the next item. */
export interface SequenceEncoder {
  readonly kind: string;
  /** `next`: each position predicts the item after it. `masked`: hidden positions predict themselves. */
  readonly task: 'next' | 'masked';
  /** What a target is told apart from: every item, or the other targets of the batch. */
  readonly against: 'all-items' | 'batch';
  encode(input: EncoderInput): Tensor;
}
