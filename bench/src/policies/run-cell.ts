import type { DecisionRecord, ServingPolicy } from '@placard/contracts';
import { DAY_MS, type Random, seededRandom } from '@placard/domain';
import { ndcgAtK, type Scorer } from '@placard/ranking';
import {
  createExposures,
  type Exposures,
  expectedPageViewsPerDay,
  type PageView,
  type SimulatedMarket,
  samplePageViews,
  sampleResponse,
  trueCtr,
} from '@placard/simulator';
import type { TrainingRow } from '@placard/training';
import { demandMarket } from '../regret/demand.ts';
import { keepTally } from '../regret/tally.ts';
import { createInProcessPlatform } from './platform.ts';
import { AD_IDS } from './snapshot.ts';

const START_MS = Date.UTC(2026, 0, 5);
const VIEWERS = 500;
const LISTED = 5;

/** One row of the table: how a market is set, and who predicts. */
export type Contestant = {
  readonly name: string;
  /** Null chooses any ad, evenly: no platform does that. */
  readonly policy: ServingPolicy | null;
  readonly exploration: number;
  readonly model: 'logistic-regression' | 'dcn-v2' | null;
};

export type Cell = {
  readonly decisions: number;
  readonly expectedClicks: number;
  readonly regret: number;
  readonly regretLastTenth: number;
  /** Of the winner and its runners-up, against the true click rates of all ads. */
  readonly ndcg: number;
  /** Expected over true clicks. */
  readonly calibration: number;
  /** Null where no platform decided. */
  readonly latencyP50Us: number | null;
  readonly latencyP99Us: number | null;
};

export type CellOptions = {
  readonly seed: number;
  /** Decisions by counts alone that come first: what models are trained on. */
  readonly warmUp: number;
  readonly decisions: number;
};

/** The same readers, pages and chance for every contestant of a seed. */
function viewsOf({ seed, warmUp, decisions }: CellOptions) {
  const market = demandMarket(AD_IDS, VIEWERS, seed);
  const count = warmUp + decisions;
  const days = (1.2 * count) / expectedPageViewsPerDay(market);
  const views = samplePageViews(
    market,
    START_MS,
    START_MS + days * DAY_MS,
    seededRandom(1_000 + seed),
  ).slice(0, count);
  return { market, views };
}

/** One decision, before the viewer has seen the ad. */
type Step = {
  readonly view: PageView;
  readonly record: DecisionRecord;
  /** What was really shown. */
  readonly shown: string;
  readonly clicked: boolean;
};

/** What the market logged while counts alone decided: every contestant of a seed starts from it. */
export async function playWarmUp(options: CellOptions): Promise<Step[]> {
  const { market, views } = viewsOf(options);
  const platform = createInProcessPlatform(options.seed);
  platform.use('counts-thompson', 0, null);
  const exposures = createExposures();
  const chance = seededRandom(3_000 + options.seed);
  const steps: Step[] = [];
  for (const view of views.slice(0, options.warmUp)) {
    const record = await platform.decide(view);
    const shown = record.winner!.adId;
    const clicked = clicks(market, view, shown, exposures, chance);
    steps.push({ view, record, shown, clicked });
    await platform.happened(view, record, clicked);
  }
  return steps;
}

export function rowsOf(steps: readonly Step[]): TrainingRow[] {
  return steps.map(({ view, record, shown, clicked }) => ({
    ...{ atMs: view.atMs, adId: shown, viewerKey: view.viewer.viewerKey },
    ...{ values: record.winner!.features, clicked, weight: 1 },
  }));
}

export async function runCell(
  contestant: Contestant,
  scorer: Scorer | null,
  options: CellOptions,
  warmUp: readonly Step[],
): Promise<Cell> {
  const { seed } = options;
  const { market, views } = viewsOf(options);
  const platform = createInProcessPlatform(seed);
  const exposures = createExposures();
  for (const { view, record, shown, clicked } of warmUp) {
    exposures.see(view.viewer.viewerKey, shown, view.atMs);
    await platform.happened(view, record, clicked);
  }
  platform.use(contestant.policy ?? 'auto', contestant.exploration, scorer);
  const tally = keepTally(market, options.decisions);
  const chance = seededRandom(5_000 + seed);
  const anyAd = seededRandom(4_000 + seed);
  const latencies: number[] = [];
  let [ndcg, predicted, truth] = [0, 0, 0];
  for (const view of views.slice(options.warmUp)) {
    const record = contestant.policy ? await platform.decide(view) : null;
    const shown = record?.winner?.adId ?? AD_IDS[Math.floor(anyAd() * AD_IDS.length)]!;
    const ad = market.ads[AD_IDS.indexOf(shown)]!;
    const rates = market.ads.map((one) =>
      trueCtr(market.truth, { ...view, ad: one, position: 0 }, exposures),
    );
    tally.add(view, ad, exposures);
    const list = [shown, ...(record?.runnersUp ?? []).map(({ adId }) => adId)].slice(0, LISTED);
    const scores = AD_IDS.map((adId) => {
      const place = list.indexOf(adId);
      return place < 0 ? -1 : list.length - place;
    });
    ndcg += ndcgAtK(scores, rates, LISTED) ?? 0;
    truth += rates[AD_IDS.indexOf(shown)]!;
    predicted += record?.winner?.pCtr ?? Number.NaN;
    if (record) latencies.push(record.latencyUs);
    const clicked = clicks(market, view, shown, exposures, chance);
    if (record) await platform.happened(view, record, clicked);
  }
  const { decisions, expectedClicks, regret, regretByTenth } = tally.result();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.floor(share * latencies.length)] ?? null;
  return {
    ...{ decisions, expectedClicks, regret, regretLastTenth: regretByTenth[9]! },
    ...{ ndcg: ndcg / decisions, calibration: predicted / truth },
    ...{ latencyP50Us: quantile(0.5), latencyP99Us: quantile(0.99) },
  };
}

/** Whether the viewer clicks, who has then seen the ad. */
function clicks(
  market: SimulatedMarket,
  view: PageView,
  shown: string,
  exposures: Exposures,
  chance: Random,
): boolean {
  const ad = market.ads[AD_IDS.indexOf(shown)]!;
  const events = sampleResponse(market.truth, { ...view, ad, position: 0 }, exposures, chance);
  exposures.see(view.viewer.viewerKey, shown, view.atMs);
  return events.some(({ kind }) => kind === 'click');
}
