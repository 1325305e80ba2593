import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import type { SimulatedAd } from '../ad.ts';
import { createExposures } from '../exposures.ts';
import { createMarket } from '../market.ts';
import type { VisitPolicy } from './play-visit.ts';
import { playVisits, VISIT_GAP_MS } from './play-visits.ts';
import { createSessionMarket, type SessionMarket } from './session-market.ts';
import { DEFAULT_SESSION_TRUTH } from './session-truth.ts';
import { afterShowing, leaveRate, newVisit, satisfaction, visitCtr } from './visit-state.ts';

const TOPICS = ['travel', 'food', 'sport'];
const market = createMarket(
  {
    topics: TOPICS,
    viewerCount: 80,
    pages: TOPICS.map((topic) => ({
      url: `https://m.example/${topic}`,
      title: topic,
      topics: [topic],
    })),
    ads: Array.from({ length: 12 }, (_, i) => ({ adId: `ad-${i}`, topics: [TOPICS[i % 3]!] })),
  },
  seededRandom(1),
);
const session = createSessionMarket(market, seededRandom(2));
const byLoudness = [...market.ads].sort((a, b) => session.loudnessOf(a) - session.loudnessOf(b));
const situation = (ad: SimulatedAd) => ({
  viewer: market.viewers[0]!,
  page: market.pages[0]!,
  ad,
  position: 0,
  atMs: 0,
});

/** Shows what `best` likes most of the eligible, and counts. */
function play(of: SessionMarket, best: (ad: SimulatedAd) => number, seed = 5) {
  const visits: { pages: number; starts: readonly [string, number] }[] = [];
  let pages = 0;
  let start: readonly [string, number] = ['', 0];
  const policy: VisitPolicy = {
    choose: ({ eligible, viewer, atMs }) => {
      if (pages === 0) start = [viewer.viewerKey, atMs];
      return eligible.reduce((a, b) => (best(b) > best(a) ? b : a));
    },
    learn: ({ left }) => {
      pages++;
      if (!left) return;
      visits.push({ pages, starts: start });
      pages = 0;
    },
  };
  playVisits(of, policy, { fromMs: 0, count: 600, seed });
  return { visits, pages: visits.reduce((sum, one) => sum + one.pages, 0) / visits.length };
}

describe('a visit', () => {
  it('ends at the stated rate where ads did neither good nor harm', () => {
    expect(satisfaction(session, newVisit())).toBe(0.5);
    expect(leaveRate(session, newVisit())).toBeCloseTo(DEFAULT_SESSION_TRUTH.leaveRate, 12);
  });

  it('is soured by loud ads and by the same ad again, and mends with time away', () => {
    const random = () => 0.5;
    const [quiet, loud] = [byLoudness[0]!, byLoudness.at(-1)!];
    const pleased = afterShowing(session, newVisit(), quiet, false, random);
    const soured = afterShowing(session, newVisit(), loud, false, random);
    expect(satisfaction(session, pleased)).toBeGreaterThan(satisfaction(session, soured));
    expect(leaveRate(session, pleased)).toBeLessThan(leaveRate(session, soured));
    const again = afterShowing(session, pleased, quiet, false, random);
    const other = afterShowing(session, { ...pleased, byAd: new Map() }, quiet, false, random);
    expect(again.netExposure).toBeLessThan(other.netExposure);
    const later = newVisit(soured.netExposure, 10 * 86_400_000);
    expect(satisfaction(session, later)).toBeCloseTo(0.5, 3);
  });

  it('draws the next click to what was clicked, and away from a topic that was shown', () => {
    const random = () => 0.5;
    const ad = market.ads[0]!;
    const ctr = (state = newVisit()) => visitCtr(session, situation(ad), createExposures(), state);
    const clicked = afterShowing(session, newVisit(), ad, true, random);
    const passed = afterShowing(session, newVisit(), ad, false, random);
    expect(ctr(clicked)).toBeGreaterThan(ctr(passed));
    const unworn = { ...passed, byTopic: new Map() };
    expect(ctr(passed)).toBeLessThan(ctr(unworn));
  });
});

describe('visits', () => {
  it('are longer under quiet ads, though loud ones are clicked more', () => {
    const quiet = play(session, (ad) => -session.loudnessOf(ad));
    const loud = play(session, (ad) => session.loudnessOf(ad));
    expect(quiet.pages).toBeGreaterThan(1.2 * loud.pages);
    const flat = createSessionMarket(market, () => 0.5);
    const gain =
      visitCtr(session, situation(byLoudness.at(-1)!), createExposures(), newVisit()) -
      visitCtr(flat, situation(byLoudness.at(-1)!), createExposures(), newVisit());
    expect(gain).toBeGreaterThan(0);
  }, 30_000);

  it('are the same for the same seed, by viewers who come at least a gap apart', () => {
    const one = play(session, (ad) => session.loudnessOf(ad));
    expect(play(session, (ad) => session.loudnessOf(ad))).toEqual(one);
    expect(play(session, (ad) => session.loudnessOf(ad), 6)).not.toEqual(one);
    const last = new Map<string, number>();
    for (const { starts } of one.visits) {
      const [viewerKey, atMs] = starts;
      expect(atMs - (last.get(viewerKey) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThan(
        VISIT_GAP_MS,
      );
      last.set(viewerKey, atMs);
    }
  }, 30_000);
});
