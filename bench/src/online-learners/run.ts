import { DAY_MS, seededRandom } from '@placard/domain';
import {
  createExposures,
  expectedPageViewsPerDay,
  samplePageViews,
  sampleResponse,
} from '@placard/simulator';
import { demandMarket, OFFERS } from '../regret/demand.ts';
import { keepTally, type Tally } from '../regret/tally.ts';
import { LEARNERS } from './learners.ts';
import { createObserver, DENSE } from './situation.ts';

const START_MS = Date.UTC(2026, 0, 5);
const VIEWERS = 500;

/** One learner through one simulated market, click by click. The same seed gives every learner the same readers. */
export function runLearner(name: string, seed: number, decisions: number): Tally {
  const market = demandMarket(
    OFFERS.map((_, i) => `ad-${i}`),
    VIEWERS,
    seed,
  );
  const days = (1.2 * decisions) / expectedPageViewsPerDay(market);
  const views = samplePageViews(
    market,
    START_MS,
    START_MS + days * DAY_MS,
    seededRandom(1_000 + seed),
  ).slice(0, decisions);
  const learner = LEARNERS[name]!(DENSE + market.ads.length, seededRandom(2_000 + seed));
  const observer = createObserver(market);
  const exposures = createExposures();
  const chance = seededRandom(3_000 + seed);
  const tally = keepTally(market, views.length);
  for (const view of views) {
    observer.read(view);
    const arms = market.ads.map((ad) => observer.features(view, ad));
    const { index } = learner.pick(arms);
    const ad = market.ads[index]!;
    tally.add(view, ad, exposures);
    const events = sampleResponse(market.truth, { ...view, ad, position: 0 }, exposures, chance);
    exposures.see(view.viewer.viewerKey, ad.adId, view.atMs);
    const clicked = events.some(({ kind }) => kind === 'click');
    learner.learn(arms[index]!, clicked);
    observer.shown(view, ad, clicked);
  }
  return tally.result();
}
