import { DAY_MS, HOUR_MS, seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createExposures,
  createMarket,
  dirichletSample,
  dot,
  expectedPageViewsPerDay,
  interestsAt,
  oracleChoice,
  RECOVERY_MS,
  regretOf,
  rhythm,
  type SimulatedMarket,
  samplePageViews,
  sampleResponse,
  topicWeights,
  trueCtr,
  trueCvr,
} from './index.ts';

const TOPICS = ['travel', 'food', 'sport', 'science'];

function marketOf(seed: number, viewerCount = 60): SimulatedMarket {
  return createMarket(
    {
      topics: TOPICS,
      viewerCount,
      pages: TOPICS.map((topic) => ({
        url: `https://m.example/${topic}`,
        title: topic,
        topics: [topic],
      })),
      ads: TOPICS.flatMap((topic, i) => [
        { adId: `ad_${topic}_1`, topics: [topic] },
        { adId: `ad_${topic}_2`, topics: [topic, TOPICS[(i + 1) % TOPICS.length]!] },
      ]),
    },
    seededRandom(seed),
  );
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('a simulated market', () => {
  it('is the same for the same seed and another for another', () => {
    expect(marketOf(7)).toEqual(marketOf(7));
    expect(marketOf(7)).not.toEqual(marketOf(8));
  });

  it('keeps interests on the simplex at every moment, for every seed', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 400 * DAY_MS }), (seed, atMs) => {
        for (const viewer of marketOf(seed, 5).viewers) {
          const interests = interestsAt(viewer, atMs);
          expect(interests.every((weight) => weight >= 0)).toBe(true);
          expect(interests.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lets interests drift slowly: little in an hour, visibly in a month', () => {
    const { viewers } = marketOf(3, 200);
    const moved = (elapsedMs: number) =>
      viewers.reduce((sum, viewer) => {
        const before = interestsAt(viewer, 0);
        return (
          sum + interestsAt(viewer, elapsedMs).reduce((d, w, i) => d + Math.abs(w - before[i]!), 0)
        );
      }, 0) / viewers.length;
    expect(moved(HOUR_MS)).toBeLessThan(0.005);
    expect(moved(30 * DAY_MS)).toBeGreaterThan(0.1);
  });

  it('declares attributes that say something of the interests', () => {
    const { viewers } = marketOf(11, 4000);
    const shareOf = (value: string, topic: number) => {
      const group = viewers.filter((viewer) => viewer.attributes.gender === value);
      return group.reduce((sum, viewer) => sum + viewer.interestsFrom[topic]!, 0) / group.length;
    };
    const gaps = TOPICS.map((_, i) => Math.abs(shareOf('female', i) - shareOf('male', i)));
    expect(Math.max(...gaps)).toBeGreaterThan(0.1);
  });

  it('refuses a page or an ad whose topics it does not know', () => {
    expect(() => topicWeights(['gardening'], TOPICS)).toThrow(RangeError);
  });
});

describe('the truth', () => {
  it('is a probability for every viewer, page, ad, moment and position', () => {
    const market = marketOf(5);
    const exposures = createExposures();
    const pick = <T>(list: readonly T[]) => fc.constantFrom(...list);
    fc.assert(
      fc.property(
        pick(market.viewers),
        pick(market.pages),
        pick(market.ads),
        fc.nat(10),
        fc.nat(1e12),
        (viewer, page, ad, position, atMs) => {
          const ctr = trueCtr(market.truth, { viewer, page, ad, position, atMs }, exposures);
          const cvr = trueCvr(market.truth, { viewer, ad, atMs });
          expect(ctr).toBeGreaterThan(0);
          expect(ctr).toBeLessThan(1);
          expect(cvr).toBeGreaterThan(0);
          expect(cvr).toBeLessThan(1);
        },
      ),
    );
  });

  it('falls with each impression of the same ad and recovers with time', () => {
    const market = marketOf(5);
    const exposures = createExposures();
    const [viewer, page, ad] = [market.viewers[0]!, market.pages[0]!, market.ads[0]!];
    const at = (atMs: number) =>
      trueCtr(market.truth, { viewer, page, ad, position: 0, atMs }, exposures);
    const fresh = at(0);
    exposures.see(viewer.viewerKey, ad.adId, 0);
    const tired = at(1);
    exposures.see(viewer.viewerKey, ad.adId, 1);
    expect(tired).toBeLessThan(fresh);
    expect(at(2)).toBeLessThan(tired);
    expect(exposures.tiredness(viewer.viewerKey, ad.adId, 20 * RECOVERY_MS)).toBeLessThan(1e-6);
    expect(exposures.tiredness('another', ad.adId, 2)).toBe(0);
  });

  it('is what clicks and conversions are drawn with', () => {
    const market = marketOf(21);
    const random = seededRandom(1);
    const exposures = createExposures();
    const [viewer, page] = [market.viewers[1]!, market.pages[1]!];
    const situation = { viewer, page, position: 0, atMs: 5e9 };
    const { ad, ctr } = oracleChoice(market, situation, exposures);
    let clicks = 0;
    let conversions = 0;
    const draws = 40_000;
    for (let i = 0; i < draws; i++) {
      const planned = sampleResponse(market.truth, { ...situation, ad }, exposures, random);
      const kinds = planned.map((event) => event.kind);
      if (kinds.includes('click')) {
        clicks++;
        expect(kinds).toContain('viewable');
      }
      if (kinds.includes('conversion')) conversions++;
      expect(planned.map((event) => event.delayMs)).toEqual(
        planned.map((event) => event.delayMs).sort((a, b) => a - b),
      );
    }
    const cvr = trueCvr(market.truth, { viewer, ad, atMs: 5e9 });
    const spread = (p: number, n: number) => 4 * Math.sqrt((p * (1 - p)) / n);
    expect(Math.abs(clicks / draws - ctr)).toBeLessThan(spread(ctr, draws));
    expect(Math.abs(conversions / clicks - cvr)).toBeLessThan(spread(cvr, clicks));
  });

  it('gives the oracle no regret and nobody a negative one', () => {
    const market = marketOf(9);
    const exposures = createExposures();
    for (const viewer of market.viewers) {
      const situation = { viewer, page: market.pages[2]!, position: 0, atMs: 1e10 };
      const best = oracleChoice(market, situation, exposures);
      for (const ad of market.ads) {
        const regret = regretOf(market, { ...situation, ad }, exposures);
        expect(regret).toBeGreaterThanOrEqual(0);
        if (ad === best.ad) expect(regret).toBe(0);
      }
    }
  });

  it('is worth knowing: the best ad for a viewer earns far more than a random one', () => {
    const market = marketOf(2, 300);
    const exposures = createExposures();
    let best = 0;
    let random = 0;
    for (const viewer of market.viewers) {
      const situation = { viewer, page: market.pages[0]!, position: 0, atMs: 1e10 };
      best += oracleChoice(market, situation, exposures).ctr;
      random +=
        market.ads.reduce(
          (sum, ad) => sum + trueCtr(market.truth, { ...situation, ad }, exposures),
          0,
        ) / market.ads.length;
    }
    expect(best / random).toBeGreaterThan(2);
  });
});

describe('traffic', () => {
  it('comes in time order, within its window, about as much as expected', () => {
    const market = marketOf(13, 300);
    const from = 1.75e12;
    const days = 20;
    const views = samplePageViews(market, from, from + days * DAY_MS, seededRandom(4));
    const times = views.map((view) => view.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(from);
    const expected = expectedPageViewsPerDay(market) * days;
    expect(views.length / expected).toBeGreaterThan(0.9);
    expect(views.length / expected).toBeLessThan(1.1);
  });

  it('has day and night: around a viewer’s peak hour at least five times the traffic of its opposite', () => {
    const { viewers } = marketOf(13, 50);
    for (const viewer of viewers) {
      const peakUtcMs = (viewer.peakHour - viewer.country.utcOffsetHours) * HOUR_MS + 10 * DAY_MS;
      expect(rhythm(viewer, peakUtcMs) / rhythm(viewer, peakUtcMs + 12 * HOUR_MS)).toBeGreaterThan(
        5,
      );
    }
  });

  it('reads pages of the viewer’s interests', () => {
    const market = marketOf(17, 200);
    const views = samplePageViews(market, 0, 10 * DAY_MS, seededRandom(6));
    const match = (pick: (i: number) => number) =>
      views.reduce(
        (sum, view, i) =>
          sum + dot(interestsAt(view.viewer, view.atMs), market.pages[pick(i)]!.topicWeights),
        0,
      ) / views.length;
    const read = match((i) => market.pages.indexOf(views[i]!.page));
    const anyPage = match((i) => i % market.pages.length);
    expect(read).toBeGreaterThan(1.5 * anyPage);
  });
});

describe('a Dirichlet draw', () => {
  it('sums to one and has the mean of a symmetric prior', () => {
    const random = seededRandom(99);
    const mean = [0, 0, 0];
    for (let i = 0; i < 6000; i++) {
      const draw = dirichletSample(3, 0.3, random);
      expect(draw.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      draw.forEach((weight, k) => {
        mean[k]! += weight / 6000;
      });
    }
    for (const weight of mean) expect(weight).toBeCloseTo(1 / 3, 1);
  });
});
