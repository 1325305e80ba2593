import { DAY_MS, normalSample, seededRandom } from '@placard/domain';
import { createSessionMarket, type SessionMarket } from '@placard/simulator';
import { fitSessionPolicy } from '@placard/training';
import { z } from 'zod';
import { demandMarket, OFFERS } from '../regret/demand.ts';
import { fitClickModel } from './click-model.ts';
import {
  type BidOf,
  bestOf,
  type Contestant,
  logging,
  mixed,
  ownWorth,
  popularity,
  random,
  visitWorth,
} from './contestants.ts';
import { judge, judgementSchema } from './judge.ts';
import { createObserver, FEATURE_NAMES } from './observer.ts';
import { type LoggedDecision, playContestant, type VisitTally } from './play.ts';

const START_MS = Date.UTC(2026, 0, 5);
const VIEWERS = 500;
const BID_DEVIATION = 0.5;
/** Share of the log that teaches; the rest, later, judges before anything is shown. */
const TAUGHT = 0.75;
/** A policy is judged, and tried, on this share of decisions first: whole visits by it are not in any log. */
const TRIAL_SHARE = 0.2;

export const OBJECTIVES = ['clicks', 'value'] as const;
export type Objective = (typeof OBJECTIVES)[number];

const figuresSchema = z.object({
  visits: z.number(),
  pages: z.number(),
  clicks: z.number(),
  expectedClicks: z.number(),
  value: z.number(),
  /** Difference to greedy in the objective, visit by visit, and its standard error. */
  overGreedy: z.number(),
  standardError: z.number(),
});
export const measuredSchema = z.object({
  decisions: z.number(),
  policies: z.record(z.string(), figuresSchema),
  /** By policy on trial: what the log says of it, and what it then earned. */
  trials: z.record(z.string(), judgementSchema.extend({ truth: z.number(), pages: z.number() })),
});
export type Measured = z.infer<typeof measuredSchema>;

/** One seed: a log, policies learnt from it, judged by it, and played; all meet the same viewers at the same times. */
export function measure(
  seed: number,
  objective: Objective,
  sizes: { readonly logged: number; readonly played: number },
  say: (text: string) => void,
): Measured {
  const market = marketOf(seed);
  const bidOf = bidsOf(market, seed, objective);
  const observer = createObserver();
  const log: (readonly LoggedDecision[])[] = [];
  playContestant(
    market,
    logging,
    observer,
    bidOf,
    { fromMs: START_MS, count: sizes.logged, seed },
    (visit) => log.push(visit),
  );
  const cut = Math.floor(TAUGHT * log.length);
  const taught = log.slice(0, cut);
  const clicks = fitClickModel(
    taught.flat().map(({ values, index, clicked }) => ({ values: values[index]!, clicked })),
  );
  const own = ownWorth(clicks, bidOf);
  const policy = fitSessionPolicy({
    visits: taught.map((visit) =>
      visit.map(({ ads, values, index }) => ({
        adId: ads[index]!.adId,
        values: values[index]!,
        reward: own([ads[index]!], [values[index]!])[0]!,
      })),
    ),
    features: FEATURE_NAMES,
    unit: 'clicks',
    trainedAtMs: 0,
  });
  const whole = visitWorth(clicks, policy, bidOf);
  const contestants: Record<string, Contestant> = {
    random,
    popularity: popularity(bidOf),
    greedy: bestOf(own),
    session: bestOf(whole),
  };
  const lastMs = START_MS + (sizes.logged / VIEWERS + 7) * DAY_MS;
  const play = (contestant: Contestant) =>
    playContestant(market, contestant, observer.copy(), bidOf, {
      fromMs: lastMs,
      count: sizes.played,
      seed: seed + 1_000,
    });
  const earned = (one: VisitTally) => (objective === 'clicks' ? one.expected : one.value);
  const trials: Measured['trials'] = {};
  for (const name of ['greedy', 'session'] as const) {
    const trial = mixed(contestants[name]!, logging, TRIAL_SHARE);
    const judged = judge(log.slice(cut), trial, whole, bidOf, seed);
    const tallies = play(trial);
    trials[name] = {
      ...judged,
      truth: meanOf(tallies, earned),
      pages: meanOf(tallies, ({ pages }) => pages),
    };
    say(
      `${name} on trial: DR ${judged.doublyRobust.estimate.toFixed(4)}, truth ${trials[name].truth.toFixed(4)}`,
    );
  }
  const tallies = new Map(
    Object.entries(contestants).map(([name, contestant]) => [name, play(contestant)]),
  );
  const greedy = tallies.get('greedy')!;
  const policies: Measured['policies'] = {};
  for (const [name, visits] of tallies) {
    const over = visits.map((one, i) => earned(one) - earned(greedy[i]!));
    const mean = over.reduce((sum, value) => sum + value, 0) / over.length;
    const squares = over.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    policies[name] = {
      visits: visits.length,
      pages: meanOf(visits, (one) => one.pages),
      clicks: meanOf(visits, (one) => one.clicks),
      expectedClicks: meanOf(visits, (one) => one.expected),
      value: meanOf(visits, (one) => one.value),
      overGreedy: mean,
      standardError: Math.sqrt(squares / (over.length - 1) / over.length),
    };
    say(`${name}: ${JSON.stringify(policies[name])}`);
  }
  return { decisions: log.flat().length, policies, trials };
}

function marketOf(seed: number): SessionMarket {
  const adIds = OFFERS.map((_, i) => `ad-${i}`);
  return createSessionMarket(demandMarket(adIds, VIEWERS, seed), seededRandom(500 + seed));
}

/** One for all where clicks are counted; else a lognormal of median 1. */
function bidsOf({ market }: SessionMarket, seed: number, objective: Objective): BidOf {
  if (objective === 'clicks') return () => 1;
  const chance = seededRandom(900 + seed);
  const bids = new Map(
    market.ads.map(({ adId }) => [adId, Math.exp(BID_DEVIATION * normalSample(chance))]),
  );
  return ({ adId }) => bids.get(adId)!;
}

function meanOf(visits: readonly VisitTally[], of: (one: VisitTally) => number): number {
  return visits.reduce((sum, one) => sum + of(one), 0) / visits.length;
}
