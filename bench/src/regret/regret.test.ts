import { DAY_MS, seededRandom } from '@placard/domain';
import { expectedPageViewsPerDay, samplePageViews } from '@placard/simulator';
import { describe, expect, it } from 'vitest';
import { runBaseline } from './baselines.ts';
import { demandMarket, OFFERS } from './demand.ts';

const adIds = OFFERS.map((_, i) => `ad_${i}`);
const market = demandMarket(adIds, 200, 7);
const days = Math.ceil(6000 / expectedPageViewsPerDay(market));
const views = samplePageViews(market, 0, days * DAY_MS, seededRandom(8));

describe('the baselines of the regret bench', () => {
  it('come in the order that knowing more must give', () => {
    const [random, popularity, oracle] = (['random', 'popularity', 'oracle'] as const).map((name) =>
      runBaseline(name, market, views, 1),
    );
    expect(oracle!.regret).toBe(0);
    expect(popularity!.expectedClicks).toBeGreaterThan(random!.expectedClicks);
    expect(oracle!.expectedClicks).toBeGreaterThan(1.5 * popularity!.expectedClicks);
    expect(random!.regret).toBeGreaterThan(popularity!.regret);
  });

  it('give the same figures again for the same seed', () => {
    expect(runBaseline('popularity', market, views, 3)).toEqual(
      runBaseline('popularity', market, views, 3),
    );
  });

  it('spread their regret over the tenths', () => {
    const { regret, regretByTenth, decisions } = runBaseline('random', market, views, 1);
    expect(decisions).toBe(views.length);
    expect(regretByTenth.every((part) => part > 0)).toBe(true);
    expect(regretByTenth.reduce((a, b) => a + b, 0)).toBeCloseTo(regret, 6);
  });
});
