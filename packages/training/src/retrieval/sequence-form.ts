import type { SequenceEncoder } from '../next-item/encoders/sequence-encoder.ts';
import { sequenceSettingsSchema } from '../next-item/settings.ts';
import type { Interactions } from '../recommend/interactions.ts';
import type { NeighbourForm } from '../recommend/online-form.ts';
import { fitOnHistories } from './fit-on-histories.ts';

export const SEQUENCE_FORM_SETTINGS = sequenceSettingsSchema.parse({
  ...{ dim: 32, layers: 1, maxLength: 10, dropout: 0.2 },
  ...{ epochs: 20, decayEpochs: 10, learningRate: 3e-3 },
});
/** An older item says this share of what the next newer one does. */
const RECENCY_DECAY = 0.9;
const AT_A_TIME = 100;

/**
 * A sequence encoder as a table that serves without it: row(i)[j] = P(j | a history of i alone), the softmax over the
 * items of its scores. A viewer's items then add up, newest first, as in a Markov chain: what the encoder knows of
 * longer histories is left behind, and it is measured so. Memory: 4 bytes a pair of items. Throws as `fitOnHistories`.
 */
export async function sequenceForm(
  encoder: SequenceEncoder,
  interactions: Interactions,
  seed: number,
): Promise<NeighbourForm> {
  const count = interactions.itemCount;
  const table = new Float32Array(count * count);
  const model = await fitOnHistories(encoder, SEQUENCE_FORM_SETTINGS, interactions, seed);
  try {
    for (let from = 0; from < count; from += AT_A_TIME) {
      const items = Array.from({ length: Math.min(AT_A_TIME, count - from) }, (_, i) => from + i);
      const scores = await model.scores(
        items.map((item) => ({ viewer: 0, items: Int32Array.of(item) })),
      );
      items.forEach((item, row) => {
        table.set(chances(scores.subarray(row * count, (row + 1) * count)), item * count);
      });
    }
  } finally {
    await model.release();
  }
  return {
    kind: 'neighbours',
    row: (item) => table.subarray(item * count, (item + 1) * count),
    recencyDecay: RECENCY_DECAY,
  };
}

function chances(scores: Float32Array): Float32Array {
  const most = scores.reduce((top, score) => Math.max(top, score), -Infinity);
  const odds = scores.map((score) => Math.exp(score - most));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}
