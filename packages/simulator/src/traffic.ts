import { DAY_MS, HOUR_MS, type Random, SECOND_MS } from '@placard/domain';
import { weightedIndex } from './dirichlet.ts';
import { interestsAt } from './interests.ts';
import type { SimulatedMarket } from './market.ts';
import type { SimulatedPage } from './page.ts';
import type { SimulatedViewer } from './viewer.ts';

export type PageView = {
  readonly viewer: SimulatedViewer;
  readonly page: SimulatedPage;
  readonly atMs: number;
  readonly dwellMs: number;
};

/** How strongly reading gathers around the peak hour (von Mises concentration). */
const RHYTHM = 1.6;
const RHYTHM_MEAN = besselI0(RHYTHM);
const CONTINUE_READING = 0.68;

/** How much busier than its mean the viewer's local hour at `atMs` is; 1 on average over a day. */
export function rhythm(viewer: SimulatedViewer, atMs: number): number {
  const localHour = (atMs % DAY_MS) / HOUR_MS + viewer.country.utcOffsetHours;
  const angle = (2 * Math.PI * (localHour - viewer.peakHour)) / 24;
  return Math.exp(RHYTHM * Math.cos(angle)) / RHYTHM_MEAN;
}

/**
 * All page views from `fromMs` until `toMs` (exclusive of sessions that begin later), in time order.
 * Sessions of a viewer are a Poisson process with the viewer's rhythm (sampled by thinning; Lewis and
 * Shedler, 1979); the pages of a session follow the viewer's interests of that day.
 */
export function samplePageViews(
  market: SimulatedMarket,
  fromMs: number,
  toMs: number,
  random: Random,
): PageView[] {
  const views = market.viewers.flatMap((viewer) =>
    sessionStarts(viewer, fromMs, toMs, random).flatMap((startMs) =>
      session(market, viewer, startMs, random),
    ),
  );
  return views.sort((a, b) => a.atMs - b.atMs);
}

/** Page views per day that `samplePageViews` gives on average. */
export function expectedPageViewsPerDay(market: SimulatedMarket): number {
  const sessions = market.viewers.reduce((sum, viewer) => sum + viewer.sessionsPerDay, 0);
  return sessions / (1 - CONTINUE_READING);
}

/** Moments in [fromMs, toMs) at which the viewer's sessions begin. */
export function sessionStarts(
  viewer: SimulatedViewer,
  fromMs: number,
  toMs: number,
  random: Random,
): number[] {
  const peak = Math.exp(RHYTHM) / RHYTHM_MEAN;
  const starts: number[] = [];
  let atMs = fromMs;
  for (;;) {
    atMs += (-Math.log(1 - random()) / (viewer.sessionsPerDay * peak)) * DAY_MS;
    if (atMs >= toMs) return starts;
    if (random() * peak < rhythm(viewer, atMs)) starts.push(Math.floor(atMs));
  }
}

function session(
  market: SimulatedMarket,
  viewer: SimulatedViewer,
  startMs: number,
  random: Random,
): PageView[] {
  const weights = pageWeights(market, viewer, startMs);
  const views: PageView[] = [];
  let atMs = startMs;
  do {
    const view = samplePage(market, viewer, weights, atMs, random);
    views.push(view);
    atMs += view.dwellMs;
  } while (random() < CONTINUE_READING);
  return views;
}

/** By page of the market, how likely the viewer is to read it on the day of `atMs`. */
export function pageWeights(
  market: SimulatedMarket,
  viewer: SimulatedViewer,
  atMs: number,
): readonly number[] {
  const interests = interestsAt(viewer, atMs);
  return market.pages.map((page) => {
    const match = page.topicWeights.reduce((sum, weight, i) => sum + weight * interests[i]!, 0);
    return page.popularity * (0.05 + match);
  });
}

export function samplePage(
  market: SimulatedMarket,
  viewer: SimulatedViewer,
  weights: readonly number[],
  atMs: number,
  random: Random,
): PageView {
  const page = market.pages[weightedIndex(weights, random)]!;
  const dwellMs = Math.floor((8 - 40 * Math.log(1 - random())) * SECOND_MS);
  return { viewer, page, atMs, dwellMs };
}

/** Modified Bessel function of order 0 by its power series: the von Mises normaliser. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
