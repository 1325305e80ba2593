import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@placard/domain';
import { auc, logLoss } from '@placard/ranking';
import { range } from '@placard/training';
import { z } from 'zod';
import { type ClickTable, encodeTable } from '../click-models/encode-table.ts';
import { fitAndScore } from '../click-models/fit-and-score.ts';
import type { Contestant } from './contestants.ts';
import { unseenPairs, withPairHistory } from './pair-history.ts';
import type { Frappe, Split } from './read-frappe.ts';

const qualitySchema = z.object({
  auc: z.number(),
  logLoss: z.number(),
  /** Of the rows that show a viewer an item for the first time. */
  unseenAuc: z.number(),
});
export type Quality = z.infer<typeof qualitySchema>;

export const figuresSchema = z.object({
  /** By split. */
  splits: z.record(z.string(), qualitySchema),
  /** Of the rows after the training part, in their order, to four decimals: models are put together by them. */
  logits: z.array(z.number()),
  seconds: z.number(),
  samplesPerSecond: z.number(),
});
export type Figures = z.infer<typeof figuresSchema>;

/** The quality of predictions for the rows after the training part, by split. */
export function judge(
  predictions: Float64Array,
  { table, trainCount, judged }: Frappe,
): Record<string, Quality> {
  const unseen = unseenPairs(table, trainCount);
  return Object.fromEntries(
    judged.map((split) => [split.name, judgeSplit(predictions, unseen, table, trainCount, split)]),
  );
}

function judgeSplit(
  predictions: Float64Array,
  unseen: readonly boolean[],
  table: ClickTable,
  trainCount: number,
  { from, to }: Split,
): Quality {
  const labels = table.labels.slice(from, to);
  const own = predictions.subarray(from - trainCount, to - trainCount);
  const first = labels.flatMap((_, i) => (unseen[from - trainCount + i] ? [i] : []));
  return {
    auc: auc(own, labels)!,
    logLoss: logLoss(own, labels),
    unseenAuc: auc(
      first.map((i) => own[i]!),
      first.map((i) => labels[i]!),
    )!,
  };
}

/** What several runs say together: the mean of their logits. */
export function judgeTogether(runs: readonly Figures[], frappe: Frappe): Record<string, Quality> {
  const [{ logits: first } = { logits: [] }] = runs;
  const together = Float64Array.from(first, (_, i) => {
    const sum = runs.reduce((total, { logits }) => total + logits[i]!, 0);
    return 1 / (1 + Math.exp(-sum / runs.length));
  });
  return judge(together, frappe);
}

/**
 * Trains a contestant on the training part for the epochs its settings name, and judges it on the splits. A run that
 * was cut goes on from its checkpoint in `folder`.
 */
export async function measure(
  { kind, settings, pairHistory }: Contestant,
  frappe: Frappe,
  seed: number,
  folder: string,
  say: (text: string) => void,
): Promise<Figures> {
  const { table, trainCount } = frappe;
  const read = pairHistory ? withPairHistory(table, trainCount) : table;
  const data = encodeTable(read, trainCount, 1);
  if (existsSync(join(folder, 'checkpoint.json'))) say(`goes on from ${folder}`);
  const train = range(0, trainCount);
  const fitted = await fitAndScore({
    kind,
    // The last epoch is what counts: nothing is held out that could name a better one.
    settings: { ...settings, patienceEpochs: settings.epochs },
    data,
    train,
    validation: train.subarray(0, 2048),
    score: range(trainCount, data.count),
    seed,
    checkpointFolder: folder,
    onEpoch: (epoch, trainLogLoss) =>
      say(`epoch ${epoch}, train log loss ${trainLogLoss.toFixed(4)}`),
  });
  return {
    splits: judge(fitted.predictions, frappe),
    logits: Array.from(fitted.predictions, (p) => Math.round(1e4 * Math.log(p / (1 - p))) / 1e4),
    seconds: fitted.seconds,
    samplesPerSecond: fitted.samplesPerSecond,
  };
}

/**
 * What settings are chosen by: trains on nine tenths of the training part and tells how the other tenth, drawn by
 * chance, is predicted after each epoch. The rows that are judged have no part in it.
 */
export async function tellOfTenth(
  { kind, settings, pairHistory }: Contestant,
  { table, trainCount }: Frappe,
  folder: string,
  say: (text: string) => void,
): Promise<void> {
  const part: ClickTable = {
    fields: table.fields,
    rows: table.rows.slice(0, trainCount),
    labels: table.labels.slice(0, trainCount),
  };
  const random = seededRandom(10);
  const order = part.rows.map((_, i) => ({ i, tenth: random() < 0.1 }));
  const positions = [...order.filter(({ tenth }) => !tenth), ...order.filter(({ tenth }) => tenth)];
  const learnFrom = order.filter(({ tenth }) => !tenth).length;
  const sorted: ClickTable = {
    fields: part.fields,
    rows: positions.map(({ i }) => part.rows[i]!),
    labels: positions.map(({ i }) => part.labels[i]!),
  };
  const data = encodeTable(pairHistory ? withPairHistory(sorted, learnFrom) : sorted, learnFrom, 1);
  const tenth = range(learnFrom, data.count);
  await fitAndScore({
    kind,
    settings: { patienceEpochs: settings.epochs, ...settings },
    data,
    train: range(0, learnFrom),
    validation: tenth,
    score: tenth,
    seed: 1,
    checkpointFolder: folder,
    onEpoch: (epoch, loss, area) =>
      say(
        `epoch ${epoch}, the tenth held out: AUC ${area?.toFixed(4)}, log loss ${loss.toFixed(4)}`,
      ),
  });
}
