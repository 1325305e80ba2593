import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { auc, logLoss } from '@placard/ranking';
import { range } from '@placard/training';
import { z } from 'zod';
import { type ClickTable, encodeTable } from '../click-models/encode-table.ts';
import { fitAndScore } from '../click-models/fit-and-score.ts';
import type { Contestant } from './contestants.ts';
import { unseenPairs, withPairHistory } from './pair-history.ts';

export const figuresSchema = z.object({
  auc: z.number(),
  logLoss: z.number(),
  /** Of the rows that show a viewer an item for the first time. */
  unseenAuc: z.number(),
  seconds: z.number(),
  samplesPerSecond: z.number(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The quality of predictions for the rows from `learnFrom` on. */
export function judge(
  predictions: Float64Array,
  table: ClickTable,
  learnFrom: number,
): Pick<Figures, 'auc' | 'logLoss' | 'unseenAuc'> {
  const labels = table.labels.slice(learnFrom);
  const unseen = unseenPairs(table, learnFrom).flatMap((isUnseen, i) => (isUnseen ? [i] : []));
  return {
    auc: auc(predictions, labels)!,
    logLoss: logLoss(predictions, labels),
    unseenAuc: auc(
      unseen.map((i) => predictions[i]!),
      unseen.map((i) => labels[i]!),
    )!,
  };
}

/**
 * Trains a contestant on the first `learnFrom` rows for the epochs its settings name, and judges it on the others.
 * A run that was cut goes on from its checkpoint in `folder`.
 */
export async function measure(
  { kind, settings, pairHistory }: Contestant,
  table: ClickTable,
  learnFrom: number,
  seed: number,
  folder: string,
  say: (text: string) => void,
): Promise<Figures> {
  const read = pairHistory ? withPairHistory(table, learnFrom) : table;
  const data = encodeTable(read, learnFrom, 1);
  if (existsSync(join(folder, 'checkpoint.json'))) say(`goes on from ${folder}`);
  const train = range(0, learnFrom);
  const fitted = await fitAndScore({
    kind,
    // The last epoch is what counts: nothing is held out that could name a better one.
    settings: { ...settings, patienceEpochs: settings.epochs },
    data,
    train,
    validation: train.subarray(0, 2048),
    score: range(learnFrom, data.count),
    seed,
    checkpointFolder: folder,
    onEpoch: (epoch, trainLogLoss) =>
      say(`epoch ${epoch}, train log loss ${trainLogLoss.toFixed(4)}`),
  });
  return {
    ...judge(fitted.predictions, table, learnFrom),
    seconds: fitted.seconds,
    samplesPerSecond: fitted.samplesPerSecond,
  };
}
