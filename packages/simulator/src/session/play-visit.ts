import type { Random } from '@placard/domain';
import type { SimulatedAd } from '../ad.ts';
import type { Exposures } from '../exposures.ts';
import { type PageView, pageWeights, samplePage } from '../traffic.ts';
import type { SessionMarket } from './session-market.ts';
import { afterShowing, leaveRate, type VisitState, visitCtr } from './visit-state.ts';

/** A page view of a visit, with the ads that entered its auction. */
export type VisitedPage = PageView & { readonly eligible: readonly SimulatedAd[] };

/** Chooses one of the page's eligible ads, and hears what came of it before the next page. */
export type VisitPolicy = {
  choose(page: VisitedPage): SimulatedAd;
  /** `expected`: the true click rate of what was shown. `left`: the visit ended here. */
  learn(shown: {
    readonly page: VisitedPage;
    readonly ad: SimulatedAd;
    readonly clicked: boolean;
    readonly expected: number;
    readonly left: boolean;
  }): void;
};

/** Nobody reads on for ever. */
const MOST_PAGES = 100;

/**
 * One visit from `startMs` until its viewer leaves: a page, an ad, a click or not, and on. Chance of the world and of
 * the policy are apart, so that policies meet the same viewers. Returns the state and the moment they left in.
 */
export function playVisit(
  session: SessionMarket,
  viewer: PageView['viewer'],
  startMs: number,
  from: VisitState,
  exposures: Exposures,
  policy: VisitPolicy,
  random: Random,
): { readonly state: VisitState; readonly endMs: number } {
  const { market, truth } = session;
  const weights = pageWeights(market, viewer, startMs);
  let state = from;
  let atMs = startMs;
  for (let pages = 1; ; pages++) {
    const view = samplePage(market, viewer, weights, atMs, random);
    const entered = market.ads.filter(() => random() < truth.auctionEntry);
    // A page that nobody bids on has no ad to choose; the market always has one bidder.
    const eligible =
      entered.length > 0 ? entered : [market.ads[Math.floor(random() * market.ads.length)]!];
    const page = { ...view, eligible };
    const ad = policy.choose(page);
    const expected = visitCtr(session, { ...view, ad, position: 0 }, exposures, state);
    const clicked = random() < expected;
    exposures.see(viewer.viewerKey, ad.adId, atMs);
    state = afterShowing(session, state, ad, clicked, random);
    const left = random() < leaveRate(session, state) || pages === MOST_PAGES;
    policy.learn({ page, ad, clicked, expected, left });
    atMs += view.dwellMs;
    if (left) return { state, endMs: atMs };
  }
}
