import type { DecisionRequestInput } from '@placard/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placements } from '../harness/snapshot.ts';
import { openPublisher, type Page, type Publisher, recordRequests } from './publisher.ts';

/** A consent platform that has loaded and waits for the viewer; `choose` answers for them. */
const TCF = `<script>
  const listeners = [];
  const state = (eventStatus, consents) => ({ eventStatus, gdprApplies: true, tcString: 'CONSENT', purpose: { consents } });
  window.__tcfapi = (command, version, callback) => {
    listeners.push(callback);
    callback(state('cmpuishown', {}), true);
  };
  window.choose = (...purposes) => {
    const consents = Object.fromEntries(purposes.map((purpose) => [purpose, true]));
    for (const listener of listeners) listener(state('useractioncomplete', consents), true);
  };
</script>`;
const GPP = (optOut: number) => `<script>
  window.__gpp = (command, callback) => callback({
    eventName: 'signalStatus',
    pingData: { signalStatus: 'ready', gppString: 'GPP', parsedSections: { usnat: [{ SaleOptOut: ${optOut} }] } },
  }, true);
</script>`;

describe('consent', () => {
  let publisher: Publisher;
  beforeAll(async () => {
    publisher = await openPublisher();
  });
  afterAll(() => publisher.close());

  /** Opens a page and records what it asks of the ad-server, the widget itself aside. */
  const visit = async (head: string, attributes = '') => {
    const page = await publisher.visit({ body: '' });
    const paths = recordRequests(page, publisher.adServerUrl);
    const decisions: DecisionRequestInput[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/decisions'))
        decisions.push(JSON.parse(request.postData() ?? ''));
    });
    await page.setContent(`${head}<body>${publisher.tag(placements.anywhere, attributes)}`);
    await page.waitForFunction("'scan' in (window.placard ?? {})");
    return { page, paths, decisions };
  };
  const stored = (page: Page) => page.evaluate("localStorage.getItem('placard.viewer')");
  const rendered = (page: Page) =>
    page.waitForFunction("document.querySelector('div')?.shadowRoot?.querySelector('iframe')");

  it.each([
    ['the tag requires it', '', 'data-consent="required"', 'window.placard.consent(true)'],
    ['a TCF platform is on the page', TCF, '', 'window.choose(1, 2, 3, 4)'],
  ])('is waited for when %s: no request, nothing stored', async (_, head, attributes, agree) => {
    const { page, paths, decisions } = await visit(head, attributes);
    await page.waitForLoadState('networkidle');
    expect(paths).toEqual(['/widget.js']);
    expect(await stored(page)).toBeNull();

    await page.evaluate(agree);
    await rendered(page);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]?.consent?.personalization).toBe(true);
    expect(decisions[0]?.viewer?.key).toBe(await stored(page));
    expect(decisions[0]?.viewer?.key).toBeTruthy();
  });

  it.each([
    ['the page says no', '', 'data-consent="required"', 'window.placard.consent(false)'],
    ['a purpose is refused', TCF, '', 'window.choose(1, 2)'],
    ['the tag denies it', '', 'data-consent="denied"', '0'],
    ['nobody was asked', '', '', '0'],
    ['the viewer opted out (GPP)', GPP(1), '', '0'],
  ])('refused: ads without a key when %s', async (_, head, attributes, refuse) => {
    const { page, decisions } = await visit(head, attributes);
    await page.evaluate(refuse);
    await rendered(page);
    expect(decisions.map(({ consent }) => consent?.personalization)).toEqual([false]);
    expect(decisions[0]?.viewer?.key).toBeUndefined();
    expect(await stored(page)).toBeNull();
  });

  it('given by GPP: not opted out', async () => {
    const { page, decisions } = await visit(GPP(2));
    await rendered(page);
    expect(decisions[0]?.consent).toEqual({ personalization: true, gpp: 'GPP' });
  });

  it('outranked by the browser’s own privacy signal', async () => {
    const signal = `<script>Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });</script>`;
    const { page, decisions } = await visit(signal, 'data-consent="granted"');
    await rendered(page);
    expect(decisions[0]?.consent?.personalization).toBe(false);
  });

  it('withdrawn: the key is gone at once, and a later yes begins as somebody new', async () => {
    const { page } = await visit('', 'data-consent="granted"');
    await rendered(page);
    const first = await stored(page);
    expect(first).toBeTruthy();
    await page.evaluate('window.placard.consent(false)');
    expect(await stored(page)).toBeNull();
    expect(await page.evaluate('window.placard.viewerKey()')).toBeNull();
    await page.evaluate('window.placard.consent(true)');
    const second = await page.evaluate('window.placard.viewerKey()');
    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
  });

  it('carries the page’s own words, and its address without query', async () => {
    const head = `<title>A slow mile</title><meta name="keywords" content="Shoes, MUD">
      <script type="application/ld+json">{"@graph":[{"@type":"Article","articleSection":"Running"}]}</script>`;
    const { page, decisions } = await visit(head, 'data-categories="sport"');
    await rendered(page);
    expect(decisions[0]?.page).toMatchObject({
      title: 'A slow mile',
      categories: ['sport', 'running'],
      keywords: ['shoes', 'mud'],
    });
    expect(decisions[0]?.page?.url).not.toContain('?');
  });
});
