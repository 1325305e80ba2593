import {
  auc,
  calibrationRatio,
  coverage,
  gauc,
  logLoss,
  ndcgAtK,
  novelty,
  recallAtK,
} from '@placard/ranking';

export const LIST_LENGTH = 10;

/** How well predicted click rates fit what happened, on rows. */
export type RowMeasures = {
  readonly rows: number;
  readonly clicks: number;
  readonly auc: number | null;
  readonly gauc: number | null;
  readonly logLoss: number;
  readonly calibrationRatio: number | null;
  /** nDCG@10 of each viewer's own rows by prediction: order among what was shown. Mean over viewers. */
  readonly shownNdcg: number | null;
};

export type PredictedRow = {
  readonly viewerId: string;
  readonly clicked: boolean;
  readonly prediction: number;
};

/** Null where there are no rows, such as viewers of a kind that the test part does not have. */
export function measureRows(rows: readonly PredictedRow[]): RowMeasures | null {
  if (rows.length === 0) return null;
  const predictions = rows.map((row) => row.prediction);
  const labels = rows.map((row) => Number(row.clicked));
  return {
    rows: rows.length,
    clicks: labels.reduce((sum, label) => sum + label, 0),
    auc: auc(predictions, labels),
    gauc: gauc(
      predictions,
      labels,
      rows.map((row) => row.viewerId),
    ),
    logLoss: logLoss(predictions, labels),
    calibrationRatio: calibrationRatio(predictions, labels),
    shownNdcg: shownNdcg(rows),
  };
}

/** Over viewers who took something and left something: the others say nothing about order. */
function shownNdcg(rows: readonly PredictedRow[]): number | null {
  const byViewer = new Map<string, PredictedRow[]>();
  for (const row of rows) {
    const own = byViewer.get(row.viewerId);
    if (own) own.push(row);
    else byViewer.set(row.viewerId, [row]);
  }
  const gains = [...byViewer.values()].flatMap((own) => {
    if (own.every((row) => row.clicked)) return [];
    const gain = ndcgAtK(
      own.map((row) => row.prediction),
      own.map((row) => Number(row.clicked)),
      LIST_LENGTH,
    );
    return gain === null ? [] : [gain];
  });
  return gains.length === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
}

/** What one viewer was offered at one moment, best first, and what of the whole catalogue they took later. */
export type OfferedList = {
  readonly viewerId: string;
  readonly itemIds: readonly string[];
  readonly taken: ReadonlySet<string>;
};

export type ListMeasures = {
  /** Viewers who took something later; the others say nothing about order. */
  readonly viewers: number;
  readonly ndcg: number;
  readonly recall: number;
  /** Share of the catalogue in at least one list. */
  readonly coverage: number;
  /** Bits; how rare the offered items were in the training part. */
  readonly novelty: number | null;
};

/** Means over viewers of binary nDCG@10 and recall@10, and coverage and novelty of their lists. */
export function measureLists(
  lists: readonly OfferedList[],
  catalogueSize: number,
  trainingCounts: ReadonlyMap<string, number>,
): ListMeasures | null {
  const judged = lists.filter((list) => list.taken.size > 0);
  if (judged.length === 0) return null;
  let ndcg = 0;
  let recall = 0;
  for (const { itemIds, taken } of judged) {
    const { scores, relevances } = asRanking(itemIds.slice(0, LIST_LENGTH), taken);
    ndcg += ndcgAtK(scores, relevances, LIST_LENGTH) ?? 0;
    recall += recallAtK(scores, relevances, LIST_LENGTH) ?? 0;
  }
  const offered = judged.map((list) => list.itemIds);
  return {
    viewers: judged.length,
    ndcg: ndcg / judged.length,
    recall: recall / judged.length,
    coverage: coverage(offered, catalogueSize),
    novelty: novelty(offered, trainingCounts),
  };
}

/** A list as scores: what is offered by place, then filler where the list is short, then what it missed. */
function asRanking(itemIds: readonly string[], taken: ReadonlySet<string>) {
  const offered = new Set(itemIds);
  const missed = [...taken].filter((itemId) => !offered.has(itemId)).length;
  const filler = LIST_LENGTH - itemIds.length;
  return {
    scores: [
      ...itemIds.map((_, place) => LIST_LENGTH - place),
      ...Array<number>(filler).fill(0),
      ...Array<number>(missed).fill(-1),
    ],
    relevances: [
      ...itemIds.map((itemId) => Number(taken.has(itemId))),
      ...Array<number>(filler).fill(0),
      ...Array<number>(missed).fill(1),
    ],
  };
}
