import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placements } from '../harness/snapshot.ts';
import { openPublisher, type Publisher } from './publisher.ts';

const QUEUE = `<script>
  window.told = [];
  (window.placard ||= []).push((placard) => {
    placard.on('decision', () => { throw new Error('a careless listener'); });
    placard.on('decision', ({ slotId, ad, noFill, explanation }) =>
      window.told.push({ slotId, adId: ad?.adId, reason: noFill?.reason, predictor: explanation?.predictor?.kind }));
  });
</script>`;

describe('window.placard', () => {
  let publisher: Publisher;
  beforeAll(async () => {
    publisher = await openPublisher();
  });
  afterAll(() => publisher.close());

  it('tells listeners, early and late, what was decided and by which predictor', async () => {
    const page = await publisher.visit({
      head: QUEUE,
      body: publisher.tag(placements.anywhere, 'id="top"') + publisher.tag(placements.unsuited),
    });
    await page.waitForFunction('window.told.length === 2');
    expect(await page.evaluate('window.told')).toMatchObject([
      { slotId: 'top', adId: expect.stringMatching(/^ad_/), predictor: 'posterior-mean' },
      { reason: 'no-eligible-ads' },
    ]);
    const late = await page.evaluate(
      `new Promise((done) => window.placard.on('decision', ({ slotId }) => done(slotId)))`,
    );
    expect(late).toBe('top');
  });

  it('stays one when the tag stands on the page many times', async () => {
    const page = await publisher.visit({ body: publisher.tag(placements.anywhere).repeat(4) });
    await page.waitForFunction("document.querySelectorAll('div').length === 4");
    const names = await page.evaluate(
      `new Promise((done) => {
        const names = new Set();
        window.placard.on('decision', ({ slotId }) => names.add(slotId) && names.size === 4 && done([...names]));
      })`,
    );
    expect(names).toHaveLength(4);
  });

  it('leaves the page alone when the ad-server cannot be reached', async () => {
    const page = await publisher.visit({ body: '' });
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.route('**/v1/decisions', (route) => route.abort());
    await page.setContent(`<body>${publisher.tag(placements.anywhere)}<p>The story goes on.</p>`);
    await page.waitForFunction("document.querySelector('div')?.offsetHeight === 250");
    expect(await page.locator('p').textContent()).toBe('The story goes on.');
    expect(errors).toEqual([]);
  });
});
