import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placements, testAd, testSnapshot } from '../harness/snapshot.ts';
import { openPublisher, type Page, type Publisher, untilLogged } from './publisher.ts';

const FRAME = "document.querySelector('div')?.shadowRoot?.querySelector('iframe')";

describe('a creative', () => {
  let publisher: Publisher;
  beforeAll(async () => {
    publisher = await openPublisher();
  });
  afterAll(() => publisher.close());

  const visitAd = async (): Promise<Page> => {
    const page = await publisher.visit({ body: publisher.tag(placements.anywhere) });
    await page.waitForFunction(FRAME);
    return page;
  };

  it('lives in a sandbox that lets it open a tab and nothing else', async () => {
    const page = await visitAd();
    expect(await page.evaluate(`${FRAME}.getAttribute('sandbox')`)).toBe(
      'allow-popups allow-popups-to-escape-sandbox',
    );
    expect(await page.evaluate(`${FRAME}.contentDocument`)).toBeNull();
    const document: string = await page.evaluate(`${FRAME}.srcdoc`);
    expect(document).toContain("default-src 'none'");
    expect(document).not.toContain('<script');
  });

  it('is labelled, and says why it is there when asked', async () => {
    const page = await visitAd();
    const button = page.locator('div').first().getByRole('button');
    expect(await button.textContent()).toContain('Ad');
    await button.click();
    const panel = page.locator('aside');
    expect(await panel.textContent()).toContain('Why this ad from Fell & Pan?');
    expect(await panel.locator('li').count()).toBeGreaterThan(0);
    await button.click();
    expect(await panel.isHidden()).toBe(true);
  });

  it('leads to its landing page in a new tab, by a click that is counted first', async () => {
    const page = await visitAd();
    const context = page.context();
    await context.route('https://shop.example/**', (route) => route.fulfill({ body: 'the shop' }));
    const opened = context.waitForEvent('page');
    await page.frameLocator('iframe').getByRole('link').click();
    const shop = await opened;
    await shop.waitForURL('https://shop.example/**');
    expect(new URL(shop.url()).searchParams.get('placard_click')).toBeTruthy();
    expect(await shop.evaluate('window.opener')).toBeNull();
    const clicks = (await publisher.adServer.logged()).filter(({ kind }) => kind === 'click');
    expect(clicks).toHaveLength(1);
    expect(clicks[0]?.ivt).toBeNull();
  });
});

describe('a hostile creative', () => {
  it('is shown as the text it is, and runs nothing', async () => {
    const hostile = `<script>top.location='https://evil.example'</script><img src=x onerror="parent.document.title='evil'">`;
    const base = testSnapshot();
    const [group] = base.adGroups;
    const snapshot = testSnapshot({
      ads: [
        {
          ...testAd(hostile, 'running', 'https://shop.example/', {
            body: `"><base target=_top><meta http-equiv=refresh content="0;url=https://evil.example">`,
            advertiserName: `A" onload="alert(1)`,
          }),
          adGroupId: group?.adGroupId ?? '',
        },
      ],
    });
    const publisher = await openPublisher({ snapshot });
    const page = await publisher.visit({ body: publisher.tag(placements.anywhere) });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => dialogs.push(dialog.message()));
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('b').textContent()).toBe(hostile);
    await untilLogged(publisher.adServer, ['impression', 'viewable']);
    expect(await frame.locator('script, img, base, meta[http-equiv=refresh]').count()).toBe(0);
    expect(await page.title()).not.toBe('evil');
    expect([page.url().includes('evil'), dialogs]).toEqual([false, []]);
    await publisher.close();
  });
});
