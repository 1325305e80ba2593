import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placements } from '../harness/snapshot.ts';
import { openPublisher, type Publisher, untilLogged } from './publisher.ts';

const SPACE = '<div style="height:300vh">A long way down.</div>';
const FRAME = "document.querySelector('section div')?.shadowRoot?.querySelector('iframe')";

describe('an ad on a page', () => {
  let publisher: Publisher;
  beforeEach(async () => {
    publisher = await openPublisher();
  });
  afterEach(() => publisher.close());

  const slot = () => `<section>${publisher.tag(placements.anywhere)}</section>`;

  it('counts as an impression when rendered, and as viewable after a second in view', async () => {
    const page = await publisher.visit({ body: slot() });
    await untilLogged(publisher.adServer, ['impression', 'viewable']);
    const [impression, viewable] = await publisher.adServer.logged();
    expect(viewable?.decision?.decisionId).toBe(impression?.decision?.decisionId);
    expect(await page.evaluate('performance.now()')).toBeGreaterThan(1000);
  });

  it('below the fold is an impression, and viewable only once scrolled to', async () => {
    const page = await publisher.visit({ body: SPACE + slot() });
    await untilLogged(publisher.adServer, ['impression']);
    await page.waitForFunction('performance.now() > 2500');
    await untilLogged(publisher.adServer, ['impression']);
    await page.locator('section').scrollIntoViewIfNeeded();
    await untilLogged(publisher.adServer, ['impression', 'viewable']);
  });

  it('does not count as viewable by a glance', async () => {
    const page = await publisher.visit({ body: SPACE + slot() + SPACE });
    await page.waitForFunction(FRAME);
    await page.evaluate(`(async () => {
      const pause = (ms) => new Promise((done) => setTimeout(done, ms));
      for (let i = 0; i < 4; i++) {
        document.querySelector('section').scrollIntoView();
        await pause(500);
        scrollTo(0, 0);
        await pause(200);
      }
    })()`);
    await untilLogged(publisher.adServer, ['impression']);
  });

  it('loses no event to a network that fails for a while', async () => {
    const page = await publisher.visit({ body: '' });
    let attempts = 0;
    await page.route('**/v1/events', (route) => {
      attempts += 1;
      return attempts <= 2 ? route.abort() : route.continue();
    });
    await page.setContent(slot());
    await untilLogged(publisher.adServer, ['impression', 'viewable']);
    expect(attempts).toBeGreaterThan(2);
  });

  it('sends what is unanswered when the page goes away', async () => {
    const page = await publisher.visit({ body: '' });
    // Not by intercepting: a beacon that outlives its page would go through a page that is gone.
    const unanswered = await page.evaluateHandle(() => {
      const tried = { events: 0 };
      const connected = window.fetch;
      window.fetch = (url, init) => {
        if (!String(url).endsWith('/v1/events')) return connected(url, init);
        tried.events += 1;
        return Promise.reject(new TypeError('the network is gone'));
      };
      return tried;
    });
    await page.setContent(slot());
    await page.waitForFunction((tried) => tried.events > 0, unanswered);
    await page.goto('about:blank');
    await untilLogged(publisher.adServer, ['impression']);
  });

  it('reports what the page is about only for a consenting viewer, once per view', async () => {
    const head = '<meta name="placard:categories" content="Running, Outdoors">';
    const consenting = publisher.tag(placements.anywhere, 'data-consent="granted"');
    await publisher.visit({ head, body: consenting + consenting });
    await publisher.visit({ head, body: publisher.tag(placements.anywhere) });
    await untilLogged(publisher.adServer, [
      ...['impression', 'impression', 'impression'],
      ...['viewable', 'viewable', 'viewable', 'view'],
    ]);
    const views = (await publisher.adServer.logged()).filter(({ kind }) => kind === 'view');
    expect(views).toMatchObject([{ categories: ['running', 'outdoors'] }]);
    expect(views[0]?.viewerKey).toMatch(/^v\.[0-9a-f]{32}$/);
  });
});
