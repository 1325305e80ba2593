import type { ServingPolicy } from '@placard/contracts';
import { DAY_MS, seededRandom } from '@placard/domain';
import { ndcgAtK, type Scorer } from '@placard/ranking';
import {
  createExposures,
  expectedPageViewsPerDay,
  type PageView,
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

/** What the market logged while counts alone decided. */
export async function logWarmUp(options: CellOptions): Promise<TrainingRow[]> {
  const rows: TrainingRow[] = [];
  await play({ ...options, decisions: 0 }, null, null, ({ view, record, clicked }) => {
    rows.push({
      ...{ atMs: view.atMs, adId: record.winner!.adId, viewerKey: view.viewer.viewerKey },
      ...{ values: record.winner!.features, clicked, weight: 1 },
    });
  });
  return rows;
}

export async function runCell(
  contestant: Contestant,
  scorer: Scorer | null,
  options: CellOptions,
): Promise<Cell> {
  const { market } = viewsOf(options);
  const tally = keepTally(market, options.decisions);
  const latencies: number[] = [];
  let [ndcg, predicted, truth] = [0, 0, 0];
  await play(options, contestant, scorer, ({ view, record, shown, exposures, isWarmUp }) => {
    if (isWarmUp) return;
    const rateOf = (ad: (typeof market.ads)[number]) =>
      trueCtr(market.truth, { ...view, ad, position: 0 }, exposures);
    const ad = market.ads[AD_IDS.indexOf(shown)]!;
    tally.add(view, ad, exposures);
    truth += rateOf(ad);
    predicted += contestant.policy ? record.winner!.pCtr : Number.NaN;
    const list = contestant.policy
      ? [shown, ...record.runnersUp.map(({ adId }) => adId)].slice(0, LISTED)
      : [shown];
    const scores = AD_IDS.map((adId) => {
      const place = list.indexOf(adId);
      return place < 0 ? -1 : list.length - place;
    });
    ndcg += ndcgAtK(scores, market.ads.map(rateOf), LISTED) ?? 0;
    if (contestant.policy) latencies.push(record.latencyUs);
  });
  const { decisions, expectedClicks, regret, regretByTenth } = tally.result();
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.floor(share * latencies.length)] ?? null;
  return {
    ...{ decisions, expectedClicks, regret, regretLastTenth: regretByTenth[9]! },
    ...{ ndcg: ndcg / decisions, calibration: predicted / truth },
    ...{ latencyP50Us: quantile(0.5), latencyP99Us: quantile(0.99) },
  };
}

type Step = {
  readonly view: PageView;
  readonly record: Awaited<ReturnType<ReturnType<typeof createInProcessPlatform>['decide']>>;
  /** What was really shown. */
  readonly shown: string;
  readonly clicked: boolean;
  readonly exposures: ReturnType<typeof createExposures>;
  readonly isWarmUp: boolean;
};

/** `onStep` is told before the viewer has seen the ad. */
async function play(
  options: CellOptions,
  contestant: Contestant | null,
  scorer: Scorer | null,
  onStep: (step: Step) => void,
): Promise<void> {
  const { seed, warmUp } = options;
  const { market, views } = viewsOf(options);
  const platform = createInProcessPlatform(seed);
  platform.use('counts-thompson', 0, null);
  const exposures = createExposures();
  const chance = seededRandom(3_000 + seed);
  const anyAd = seededRandom(4_000 + seed);
  for (const [i, view] of views.entries()) {
    const isWarmUp = i < warmUp;
    if (i === warmUp && contestant?.policy) {
      platform.use(contestant.policy, contestant.exploration, scorer);
    }
    const record = await platform.decide(view);
    const isRandom = !isWarmUp && contestant?.policy === null;
    const shown = isRandom ? AD_IDS[Math.floor(anyAd() * AD_IDS.length)]! : record.winner!.adId;
    const ad = market.ads[AD_IDS.indexOf(shown)]!;
    const events = sampleResponse(market.truth, { ...view, ad, position: 0 }, exposures, chance);
    const clicked = events.some(({ kind }) => kind === 'click');
    onStep({ view, record, shown, clicked, exposures, isWarmUp });
    exposures.see(view.viewer.viewerKey, shown, view.atMs);
    if (!isRandom) await platform.happened(view, record, clicked);
  }
}
