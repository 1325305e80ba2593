import type { Dataset } from './import/dataset.ts';
import type { LoggedRow } from './logged-rows.ts';
import { feedbackOf, pointInTimeOf, type ReplayMarket } from './replay-market.ts';
import type { PlatformRun } from './through-platform.ts';
import { MAX_WINDOW, windowsOf } from './windows.ts';

/** How far what was served and what is recomputed here are apart: proof that both are one. */
export type Agreement = {
  /** Largest difference between a served click rate of the deep model and the scorer on the logged values. */
  readonly servedPCtr: number;
  /** Largest difference between a served click rate before any model and the logged posterior mean. */
  readonly posteriorMean: number;
  /** Share of logged values that the rebuilt state repeats exactly, ad counters and content aside. */
  readonly rebuiltValues: number;
  /** The same of the ad counters, which the ad-server reads up to half a second late. */
  readonly rebuiltCounters: number;
};

const COUNTERS = new Set(['ad-ctr', 'ad-impressions']);
/** Read from the vectors that the worker learns of what ads say, and learns anew as they change: not rebuilt here. */
const OF_CONTENT = new Set([
  'ad-topics',
  'content-similarity-short',
  'content-similarity-long',
  'topic-affinity',
  'image-similarity',
]);
/** Rebuilding every row would take minutes; every few say as much. */
const SAMPLE_EVERY = 7;

export function measureAgreement(
  dataset: Dataset,
  run: PlatformRun,
  rows: readonly LoggedRow[],
  boundary: number,
  windowMs: number,
  deepKind: string,
): Agreement {
  let servedPCtr = 0;
  let posteriorMean = 0;
  for (const row of rows) {
    if (row.number >= boundary) {
      const offline = run.testPredictions[deepKind]![row.number - boundary]!;
      servedPCtr = Math.max(servedPCtr, Math.abs(offline - row.modelPCtr));
    } else {
      const mean = Number(row.values['ad-ctr']);
      posteriorMean = Math.max(posteriorMean, Math.abs(mean - row.pCtr));
    }
  }
  return {
    servedPCtr,
    posteriorMean,
    ...compareRebuilt(dataset, run.market, rows, boundary, windowMs),
  };
}

function compareRebuilt(
  dataset: Dataset,
  market: ReplayMarket,
  rows: readonly LoggedRow[],
  boundary: number,
  windowMs: number,
) {
  const attributes = new Map(dataset.viewers.map((v) => [v.viewerId, v.attributes]));
  const state = pointInTimeOf(market, dataset);
  const same = { values: 0, counters: 0 };
  const all = { values: 0, counters: 0 };
  for (const { entries, atMs } of windowsOf(dataset.interactions, {
    windowMs,
    boundary,
    maxEntries: MAX_WINDOW,
  })) {
    for (const { number, interaction } of entries) {
      if (number % SAMPLE_EVERY !== 0) continue;
      const { viewerId } = interaction;
      const [rebuilt] = state.valuesOf(
        { viewerKey: viewerId, attributes: attributes.get(viewerId) ?? {}, atMs },
        [rows[number]!.adId],
      );
      for (const [name, logged] of Object.entries(rows[number]!.values)) {
        if (OF_CONTENT.has(name)) continue;
        const kind = COUNTERS.has(name) ? 'counters' : 'values';
        all[kind]++;
        if (JSON.stringify(rebuilt![name]) === JSON.stringify(logged)) same[kind]++;
      }
    }
    for (const { interaction } of entries) {
      state.apply(feedbackOf({ ...interaction, atMs }, market));
    }
  }
  return {
    rebuiltValues: same.values / Math.max(1, all.values),
    rebuiltCounters: same.counters / Math.max(1, all.counters),
  };
}
