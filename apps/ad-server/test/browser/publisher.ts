import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually, freePort, launchChromium } from '@placard/testing';
import { buildWidget } from '@placard/widget/build';
import { CHROME, openAdServer, type TestAdServer, type TestOptions } from '../harness/ad-server.ts';

type Browser = Awaited<ReturnType<typeof launchChromium>>;
export type Page = Awaited<ReturnType<Browser['newPage']>>;
type ContextOptions = Parameters<Browser['newContext']>[0];

export type Publisher = {
  readonly adServer: TestAdServer;
  /** Where the ad-server listens. */
  readonly adServerUrl: string;
  /** A tag as a publisher embeds it: its box is there before the script is. */
  readonly tag: (placementId: string, attributes?: string) => string;
  /** Opens a page with this body (and head) in a browser window of its own. */
  readonly visit: (
    content: { readonly body: string; readonly head?: string },
    options?: ContextOptions,
  ) => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** A publisher's site and a listening ad-server, each with an address of its own, seen through real Chromium. */
export async function openPublisher(
  options: Pick<TestOptions, 'snapshot'> = {},
): Promise<Publisher> {
  const port = await freePort();
  const adServerUrl = `http://127.0.0.1:${port}`;
  const [browser, widgetScript] = await Promise.all([launchChromium(), buildWidget()]);
  const adServer = await openAdServer({ ...options, publicUrl: adServerUrl, widgetScript });
  await adServer.app.listen({ host: '127.0.0.1', port });

  const pages = new Map<string, string>();
  const site = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(pages.get(url) ?? '');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

  return {
    adServer,
    adServerUrl,
    tag: (placementId, attributes = '') =>
      `<script async src="${adServerUrl}/widget.js" data-placement="${placementId}" data-size="300x250"
        style="display:block;width:300px;aspect-ratio:300/250" ${attributes}></script>`,
    visit: async ({ body, head = '' }, options = {}) => {
      const path = `/page-${pages.size}`;
      pages.set(
        path,
        `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`,
      );
      const context = await browser.newContext({ userAgent: CHROME, ...options });
      const page = await context.newPage();
      await page.goto(siteUrl + path);
      return page;
    },
    close: async () => {
      await browser.close();
      site.close();
      await adServer.close();
    },
  };
}

/** The paths that a page asks of the ad-server from now on, in order. */
export function recordRequests(page: Page, adServerUrl: string): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(adServerUrl)) paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

/** Waits until the log holds exactly these kinds of events, whatever their order. */
export async function untilLogged(adServer: TestAdServer, kinds: readonly string[]): Promise<void> {
  await eventually(async () => {
    const logged = (await adServer.logged()).map(({ kind }) => kind).sort();
    const wanted = [...kinds].sort();
    if (logged.join() !== wanted.join()) throw new Error(`logged ${logged}, not ${wanted}`);
  });
}
