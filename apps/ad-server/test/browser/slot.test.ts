import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placements } from '../harness/snapshot.ts';
import { openPublisher, type Publisher } from './publisher.ts';

const PROSE = `<p>${'Words on a page. '.repeat(80)}</p>`;

describe('a slot', () => {
  let publisher: Publisher;
  beforeAll(async () => {
    publisher = await openPublisher();
  });
  afterAll(() => publisher.close());

  const boxOf = (selector: string) =>
    `(() => { const { width, height } = document.querySelector('${selector}').getBoundingClientRect(); return [width, height]; })()`;

  it('keeps its place from the first paint: no pixel of the page moves', async () => {
    const { tag, visit } = publisher;
    const head = `<script>
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    </script>`;
    const body = `${PROSE}${tag(placements.anywhere)}${PROSE}${tag(placements.anywhere)}${PROSE}`;
    const page = await visit({ body, head });
    await page.waitForFunction("document.querySelectorAll('div').length === 2");
    await page.waitForFunction(
      "[...document.querySelectorAll('div')].every((div) => div.shadowRoot?.querySelector('iframe'))",
    );
    expect(await page.evaluate(boxOf('div'))).toEqual([300, 250]);
    expect(await page.evaluate('window.shift')).toBe(0);
  });

  it('scales down with a narrow column, in proportion', async () => {
    const body = `<main style="width:200px">${publisher.tag(placements.anywhere).replace('width:300px', 'max-width:300px')}</main>`;
    const page = await publisher.visit({ body });
    await page.waitForFunction(
      "document.querySelector('main div')?.shadowRoot?.querySelector('iframe')",
    );
    const [width = 0, height = 0] = (await page.evaluate(boxOf('main div'))) as number[];
    expect(width).toBe(200);
    expect(Math.round(height)).toBe(Math.round((200 * 250) / 300));
  });

  it('without an ad stays a quiet space while it is in view', async () => {
    const page = await publisher.visit({ body: publisher.tag(placements.unsuited) + PROSE });
    await page.waitForFunction("'scan' in window.placard");
    const reason = await page.evaluate(
      "new Promise((done) => placard.on('decision', ({ noFill }) => done(noFill.reason)))",
    );
    expect(reason).toBe('no-eligible-ads');
    await page.waitForFunction('performance.now() > 1000');
    expect(await page.evaluate(boxOf('div'))).toEqual([300, 250]);
    expect(await page.locator('div').textContent()).toBe('');
  });

  it('without an ad closes where nobody looks yet', async () => {
    const below = `<div style="height:300vh"></div>`;
    const page = await publisher.visit({
      body: `${below}<section>${publisher.tag(placements.unsuited)}</section>${PROSE}`,
    });
    await page.waitForFunction("document.querySelector('section').offsetHeight === 0");
  });

  it('is found as an element of its own and once added later', async () => {
    const { adServerUrl, visit } = publisher;
    const slot = `<div class="late" data-placard-placement="${placements.anywhere}" data-size="300x250"></div>`;
    const page = await visit({
      body: `<script async src="${adServerUrl}/widget.js"></script>${slot}<main></main>`,
    });
    await page.waitForFunction(
      "document.querySelector('.late').shadowRoot?.querySelector('iframe')",
    );
    await page.evaluate(`
      document.querySelector('main').innerHTML = ${JSON.stringify(slot)};
      window.placard.scan();
    `);
    await page.waitForFunction(
      "document.querySelector('main .late').shadowRoot?.querySelector('iframe')",
    );
  });

  it('shares one request with every other slot of the page', async () => {
    const page = await publisher.visit({ body: '' });
    const requests: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/decisions')) requests.push(request.postData() ?? '');
    });
    await page.setContent(`<body>${publisher.tag(placements.anywhere).repeat(2)}`);
    await page.waitForFunction(
      "document.querySelectorAll('div').length === 2 && [...document.querySelectorAll('div')].every((div) => div.shadowRoot?.querySelector('iframe'))",
    );
    expect(requests.map((body) => JSON.parse(body).opportunities.length)).toEqual([2]);
  });
});
