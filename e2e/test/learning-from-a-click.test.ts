import { createServerKey } from '@placard/dev/platform';
import { createPlatformClient, type PlatformClient } from '@placard/simulator';
import { eventually } from '@placard/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useChromium } from '../src/browser.ts';
import { createDemand, createSupply, type Supply, useServices } from '../src/demand-and-supply.ts';
import { platform } from '../src/platform.ts';
import { openSite, type PublisherSite } from '../src/publisher-site.ts';

const chromium = useChromium();
const services = useServices();
let site: PublisherSite;
let supply: Supply;
let client: PlatformClient;
let pageUrl: string;

beforeAll(async () => {
  site = await openSite();
  supply = await createSupply(services(), 'The Walking Paper');
  await createDemand(services(), {
    name: 'Boots & Pans',
    propertyId: supply.propertyId,
    landingUrl: site.publish('<h1>Boots</h1>'),
    ads: [{ headline: 'Boots for wet ground', category: 'hiking' }],
  });
  const { adServerUrl } = platform();
  const serverKey = await createServerKey(services(), 'asks why');
  client = createPlatformClient({ baseUrl: adServerUrl, fetch, serverKey });
  pageUrl = site.publish(
    `<h1>Weather</h1><script async src="${adServerUrl}/widget.js" data-placement="${supply.placementId}"
      data-size="300x250" data-consent="granted"></script>`,
  );
});
afterAll(() => site.close());

/** What the platform holds to be the viewer's interests when it decides for them now. */
async function interestsOf(viewerKey: string): Promise<string[]> {
  const { slots } = await client.decide({
    opportunities: [{ slotId: 'why', placementId: supply.placementId }],
    viewer: { key: viewerKey },
    consent: { personalization: true },
    explain: true,
  });
  return (slots[0]?.explanation?.interests ?? []).map(({ category }) => category);
}

test('a click in a browser changes what the next decision for that viewer knows, within a second', async () => {
  const page = await chromium.openPage();
  const frame = page.locator('iframe');
  let viewerKey = '';
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/decisions')) return;
    viewerKey = JSON.parse(request.postData() ?? '{}').viewer?.key ?? '';
  });
  await eventually(
    async () => {
      const decided = page.waitForResponse((response) => response.url().endsWith('/v1/decisions'));
      await page.goto(pageUrl);
      expect((await (await decided).json()).slots[0].ad).not.toBeNull();
    },
    { timeoutMs: 30_000 },
  );
  await frame.waitFor();
  expect(viewerKey).not.toBe('');
  expect(await interestsOf(viewerKey)).toEqual([]);

  const redirected = page
    .context()
    .waitForEvent('response', (response) => response.url().includes('/v1/click/'));
  await page.frameLocator('iframe').getByRole('link').click();
  await redirected;
  const clickedMs = performance.now();
  await eventually(async () => expect(await interestsOf(viewerKey)).toEqual(['hiking']), {
    intervalMs: 10,
  });
  expect(performance.now() - clickedMs).toBeLessThan(1_000);
  expect(await interestsOf('somebody-else')).toEqual([]);
});
