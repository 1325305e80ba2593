import { describe, expect, test } from 'vitest';
import { event, inOrder } from '../../test/events.ts';
import { emptyAdStats } from '../ad-stats/ad-stats.ts';
import { readAd } from '../ad-stats/read-ad.ts';
import { applyEvent, emptyProfile } from '../profile/apply-event.ts';
import { readViewer } from '../profile/read-viewer.ts';
import { type ChoiceFacts, reasonsFor } from './reasons.ts';

const NOW_MS = 1_000_000;
const request = {
  nowMs: NOW_MS,
  placementId: 'plc_1',
  propertyId: 'prp_1',
  pageCategories: [],
  pageKeywords: [],
  pageItemId: null,
  device: null,
  os: null,
  country: null,
  language: null,
};
const facts = {
  adId: 'ad_1',
  itemId: null,
  categories: ['jazz'],
  priceMicros: null,
  advertiserId: 'adv_1',
  format: 'image',
  width: 1,
  height: 1,
  createdAtMs: 0,
  text: '',
};
const stats = emptyAdStats('mkt_1');

function choice(change: Partial<ChoiceFacts> = {}, events = [] as ReturnType<typeof event>[]) {
  const profile = events.length
    ? inOrder(events).reduce(applyEvent, emptyProfile('mkt_1', 'v1'))
    : null;
  const viewer = readViewer(profile ? 'v1' : null, {}, profile, NOW_MS);
  return reasonsFor({
    pair: { request, viewer, ad: readAd(facts, stats, NOW_MS) },
    stats,
    pCtr: 0.0123,
    competitors: 2,
    explored: false,
    byModel: false,
    house: false,
    ...change,
  });
}

describe('reasons', () => {
  test('say that nothing personal was used exactly when there is no viewer key', () => {
    expect(choice().join(' ')).toContain('Nothing about you was used');
    const click = event('click', { categories: ['jazz'], occurredAtMs: NOW_MS });
    expect(choice({}, [click]).join(' ')).not.toContain('Nothing about you');
  });

  test('name an interest only when the viewer showed it', () => {
    const other = event('click', { categories: ['chess'], occurredAtMs: NOW_MS });
    expect(choice({}, [other]).join(' ')).not.toMatch(/jazz/);
    const click = event('view', { categories: ['jazz'], occurredAtMs: NOW_MS });
    expect(choice({}, [click, click, click])[0]).toBe('You showed interest in jazz just now.');
  });

  test('say whether the ad was clicked or seen before as the profile has it', () => {
    const shown = event('impression', { occurredAtMs: NOW_MS });
    const click = event('click', { occurredAtMs: NOW_MS });
    expect(choice({}, [shown]).join(' ')).not.toMatch(/not seen|clicked this ad/);
    expect(choice({}, [shown, click])).toContain('You clicked this ad before.');
  });

  test('tell the page’s topic only when the ad shares it', () => {
    const on = (pageCategories: string[]) =>
      choice({
        pair: {
          request: { ...request, pageCategories },
          viewer: readViewer(null, {}, null, NOW_MS),
          ad: readAd(facts, stats, NOW_MS),
        },
      }).join(' ');
    expect(on(['jazz', 'news'])).toContain('The page is about jazz, and so is the ad.');
    expect(on(['news'])).not.toContain('The page');
  });

  test('state the prediction, who made it, and the competition', () => {
    expect(choice().join(' ')).toMatch(/record so far gives a 1\.2 % .* 2 other ads/);
    expect(choice({ byModel: true, competitors: 0 }).join(' ')).toMatch(
      /trained model .* no other ad competed/,
    );
    expect(choice({ explored: true })[0]).toMatch(/left to chance/);
    expect(choice({ house: true })).toHaveLength(1);
  });
});
