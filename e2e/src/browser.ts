import { launchChromium } from '@placard/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { platform } from './platform.ts';

/** Events of a browser that calls itself headless are invalid traffic, and move no money. */
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const PATIENCE_MS = 30_000;

export type Chromium = {
  /** A page in a browser profile of its own: nobody is signed in. Portal addresses may be relative. */
  readonly openPage: (options?: BrowserContextOptions) => Promise<Page>;
};

/** One Chromium for the tests of a file. */
export function useChromium(): Chromium {
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  return {
    openPage: async (options = {}) => {
      const context = await browser.newContext({
        baseURL: platform().portalUrl,
        userAgent: USER_AGENT,
        viewport: { width: 1280, height: 900 },
        timezoneId: 'Europe/Berlin',
        locale: 'en-GB',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      context.setDefaultNavigationTimeout(PATIENCE_MS);
      return context.newPage();
    },
  };
}
