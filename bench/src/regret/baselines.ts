import { betaSample, type Random, seededRandom } from '@placard/domain';
import {
  createExposures,
  type Exposures,
  oracleChoice,
  type PageView,
  type SimulatedAd,
  type SimulatedMarket,
  sampleResponse,
} from '@placard/simulator';
import { keepTally, type Tally } from './tally.ts';

type Policy = {
  choose(view: PageView, exposures: Exposures): SimulatedAd;
  learn(ad: SimulatedAd, clicked: boolean): void;
};

/** What a policy that runs here, without a platform, earns from the same page views. It hears of clicks at once. */
export function runBaseline(
  name: 'random' | 'popularity' | 'oracle',
  market: SimulatedMarket,
  pageViews: readonly PageView[],
  seed: number,
): Tally {
  const policy = POLICIES[name](market, seededRandom(seed));
  const tally = keepTally(market, pageViews.length);
  const exposures = createExposures();
  const random = seededRandom(seed + 1);
  for (const view of pageViews) {
    const ad = policy.choose(view, exposures);
    tally.add(view, ad, exposures);
    const planned = sampleResponse(market.truth, { ...view, ad, position: 0 }, exposures, random);
    exposures.see(view.viewer.viewerKey, ad.adId, view.atMs);
    policy.learn(
      ad,
      planned.some((event) => event.kind === 'click'),
    );
  }
  return tally.result();
}

const POLICIES: Record<
  'random' | 'popularity' | 'oracle',
  (market: SimulatedMarket, random: Random) => Policy
> = {
  random: ({ ads }, random) => ({
    choose: () => ads[Math.floor(random() * ads.length)]!,
    learn: () => {},
  }),
  // Thompson sampling over each ad's click rate: the best that can be done without looking at the viewer.
  // Always showing the one best ad would lose to chance here, for viewers tire of it.
  popularity: ({ ads }, random) => {
    const posteriors = new Map(ads.map((ad) => [ad, { alpha: 1, beta: 19 }]));
    const draw = (ad: SimulatedAd) => {
      const { alpha, beta } = posteriors.get(ad)!;
      return betaSample(alpha, beta, random);
    };
    return {
      choose: () =>
        ads
          .map((ad) => ({ ad, score: draw(ad) }))
          .reduce((best, next) => (next.score > best.score ? next : best)).ad,
      learn: (ad, clicked) => {
        const posterior = posteriors.get(ad)!;
        if (clicked) posterior.alpha++;
        else posterior.beta++;
      },
    };
  },
  oracle: (market) => ({
    choose: (view, exposures) => oracleChoice(market, { ...view, position: 0 }, exposures).ad,
    learn: () => {},
  }),
};
