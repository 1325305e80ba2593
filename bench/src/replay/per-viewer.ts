import { systemClock } from '@placard/domain';
import { defaultFeatures, loadScorer, type Scorer, topK } from '@placard/ranking';
import { type TrainingRow, trainModel } from '@placard/training';
import { z } from 'zod';
import { listQuestions } from './ask-lists.ts';
import type { Dataset } from './import/dataset.ts';
import type { LoggedRow } from './logged-rows.ts';
import { LIST_LENGTH } from './measure.ts';
import { clickRates, settingsOf } from './models.ts';
import type { ReplayOptions } from './options.ts';
import { feedbackOf, pointInTimeOf, type ReplayMarket } from './replay-market.ts';
import type { Split } from './splits.ts';

const predictionsSchema = z.array(z.number());
const listsSchema = z.array(z.object({ viewerId: z.string(), itemIds: z.array(z.string()) }));

export const perViewerSchema = z.object({
  /** For the split's test numbers, in their order. */
  predictions: z.record(z.string(), predictionsSchema),
  lists: z.record(z.string(), listsSchema),
});
export type PerViewerRun = z.infer<typeof perViewerSchema>;

/**
 * The split at each viewer's own history: logistic regression and the deep model learn from the logged rows of every first part, and
 * predict the logged rows of every rest. For lists, the platform's state at each viewer's cut is rebuilt and
 * the models rank the whole catalogue from it, with the scorer that serving uses.
 */
export async function runPerViewer(
  dataset: Dataset,
  market: ReplayMarket,
  rows: readonly LoggedRow[],
  split: Split,
  options: ReplayOptions,
  say: (text: string) => void,
): Promise<PerViewerRun> {
  const predictions: PerViewerRun['predictions'] = {};
  const scorers: Record<string, Scorer> = {};
  const trainRows = split.train.map((number) => trainingRow(rows[number]!));
  const testRows = split.test.map((number) => trainingRow(rows[number]!));
  for (const kind of ['logistic-regression', options.deepKind] as const) {
    say(`training ${kind} on each viewer's first part`);
    const { files } = await trainModel({
      rows: trainRows,
      testRows,
      featureDefinitions: defaultFeatures({ viewerAttributes: attributeNames(dataset) }).map(
        ({ name, side, kind }) => ({ name, side, kind }),
      ),
      modelKind: kind,
      hyperparameters: settingsOf(kind),
      seed: options.seed,
      threads: 2,
      clock: systemClock,
    });
    const scorer = await loadScorer(kind, files);
    scorers[kind] = scorer;
    predictions[kind] = [
      ...(await clickRates(
        scorer,
        testRows.map((row) => row.values),
      )),
    ];
  }
  say('rebuilding the state at each viewer’s cut and ranking the catalogue from it');
  const lists = await rankAtCuts(dataset, market, split, scorers);
  await Promise.all(Object.values(scorers).map((scorer) => scorer.dispose()));
  return { predictions, lists };
}

async function rankAtCuts(
  dataset: Dataset,
  market: ReplayMarket,
  split: Split,
  scorers: Readonly<Record<string, Scorer>>,
): Promise<PerViewerRun['lists']> {
  const attributes = new Map(dataset.viewers.map((v) => [v.viewerId, v.attributes]));
  const questions = new Map(
    listQuestions(dataset, split.test, split.train).map((question) => [
      question.viewerId,
      question,
    ]),
  );
  const cuts = new Map<number, string>();
  const begun = new Set<string>();
  for (const number of split.test) {
    const { viewerId } = dataset.interactions[number]!;
    if (!begun.has(viewerId)) cuts.set(number, viewerId);
    begun.add(viewerId);
  }
  const state = pointInTimeOf(market, dataset);
  const lists: PerViewerRun['lists'] = {};
  for (const [number, interaction] of dataset.interactions.entries()) {
    const viewerId = cuts.get(number);
    if (viewerId !== undefined) {
      const { atMs, seenItemIds } = questions.get(viewerId)!;
      const seen = new Set(seenItemIds);
      const itemIds = dataset.items.map((item) => item.itemId).filter((id) => !seen.has(id));
      const pairs = state.valuesOf(
        { viewerKey: viewerId, attributes: attributes.get(viewerId) ?? {}, atMs },
        itemIds.map((itemId) => market.ads[itemId]!.adId),
      );
      const scores: Record<string, ArrayLike<number>> = {
        popularity: pairs.map((values) => Number(values['ad-ctr'])),
      };
      for (const [kind, scorer] of Object.entries(scorers)) {
        scores[kind] = await clickRates(scorer, pairs);
      }
      for (const [method, of] of Object.entries(scores)) {
        const best = topK(of, LIST_LENGTH).map((i) => itemIds[i]!);
        lists[method] = [...(lists[method] ?? []), { viewerId, itemIds: best }];
      }
    }
    state.apply(feedbackOf(interaction, market));
  }
  return lists;
}

/** Lists by posterior mean alone, from the counters at the end of the training part. */
export function rankPopular(dataset: Dataset, market: ReplayMarket, split: Split) {
  const state = pointInTimeOf(market, dataset);
  for (const number of split.train) {
    state.apply(feedbackOf(dataset.interactions[number]!, market));
  }
  return listQuestions(dataset, split.test, split.train).map(({ viewerId, atMs, seenItemIds }) => {
    const seen = new Set(seenItemIds);
    const itemIds = dataset.items.map((item) => item.itemId).filter((id) => !seen.has(id));
    const pairs = state.valuesOf(
      { viewerKey: viewerId, attributes: {}, atMs },
      itemIds.map((itemId) => market.ads[itemId]!.adId),
    );
    const best = topK(
      pairs.map((values) => Number(values['ad-ctr'])),
      LIST_LENGTH,
    );
    return { viewerId, itemIds: best.map((i) => itemIds[i]!) };
  });
}

function trainingRow(row: LoggedRow): TrainingRow {
  const { atMs, adId, viewerId, values, clicked } = row;
  return { atMs, adId, viewerKey: viewerId, values, clicked, weight: 1 };
}

function attributeNames(dataset: Dataset): string[] {
  return [...new Set(dataset.viewers.flatMap((viewer) => Object.keys(viewer.attributes)))];
}
