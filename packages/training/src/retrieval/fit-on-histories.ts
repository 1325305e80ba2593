import type { SequenceEncoder } from '../next-item/encoders/sequence-encoder.ts';
import { fitSequenceModel } from '../next-item/fit-sequence-model.ts';
import type { NextItemCase } from '../next-item/hold-out-last.ts';
import type { SequenceModel } from '../next-item/sequence-model.ts';
import type { SequenceSettings } from '../next-item/settings.ts';
import type { Interactions } from '../recommend/interactions.ts';

const MOST_VALIDATED = 500;

/**
 * An encoder learnt from what viewers did in order, stopped by the last items of up to 500 of them; the caller
 * releases it. Throws RangeError where no viewer turned to three items, or the order is not known.
 */
export async function fitOnHistories(
  encoder: SequenceEncoder,
  settings: SequenceSettings,
  interactions: Interactions,
  seed: number,
): Promise<SequenceModel> {
  const sequences = sequencesOf(interactions);
  const validation: NextItemCase[] = [];
  const train = sequences.map((items, viewer) => {
    if (items.length < 3 || validation.length >= MOST_VALIDATED) return items;
    const known = items.subarray(0, -1);
    validation.push({ history: { viewer, items: known }, target: items.at(-1)! });
    return known;
  });
  if (validation.length === 0) throw new RangeError('no viewer turned to three items');
  const { model } = await fitSequenceModel({
    ...{ encoder, settings, itemCount: interactions.itemCount },
    ...{ sequences: train, validation, seed, threads: 1 },
  });
  return model;
}

/** Items of each viewer, oldest first. Throws RangeError where the order is not known. */
function sequencesOf({ viewerCount, viewers, items, atMs }: Interactions): Int32Array[] {
  if (!atMs) throw new RangeError('a model of histories learns from an order of events');
  const byViewer = Array.from({ length: viewerCount }, (): number[] => []);
  viewers.forEach((viewer, event) => {
    byViewer[viewer]!.push(event);
  });
  return byViewer.map((events) =>
    Int32Array.from(
      events.sort((a, b) => atMs[a]! - atMs[b]!),
      (event) => items[event]!,
    ),
  );
}
