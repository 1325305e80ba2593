import { eventually } from '@placard/testing';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queryBooks } from '../src/books.ts';
import { useChromium } from '../src/browser.ts';
import { figure, signInAsAdmin, signUp } from '../src/portal-access.ts';
import { openSite, type PublisherSite } from '../src/publisher-site.ts';

const chromium = useChromium();
const ALT = 'A kettle, pouring';

describe('from an upload to a paid click', () => {
  let site: PublisherSite;
  let landingUrl: string;
  let advertiser: Page;
  let publisher: Page;
  let admin: Page;
  let tag: string;
  let articleUrl: string;
  let reader: Page;
  let chargedMicros: number;
  beforeAll(async () => {
    site = await openSite();
    landingUrl = site.publish('<h1>Kettles of the season</h1>');
    [advertiser, publisher, admin] = await Promise.all([
      chromium.openPage(),
      chromium.openPage({ permissions: ['clipboard-read', 'clipboard-write'] }),
      chromium.openPage(),
    ]);
  });
  afterAll(() => site.close());

  test('an advertiser signs up, fills the wallet and sends an image to review', async () => {
    await signUp(advertiser, { kind: 'advertiser', organizationName: 'Kettle & Co' });
    await advertiser.getByRole('link', { name: 'Open the wallet' }).click();
    await advertiser.getByRole('button', { name: 'Top up' }).click();
    const dialog = advertiser.getByRole('dialog');
    await dialog.getByLabel('Amount').fill('250');
    await dialog.getByRole('button', { name: 'Top up' }).click();
    await advertiser.getByText('Topped up; the balance is').waitFor();
    await figure(advertiser, 'Balance').value.filter({ hasText: '250.00' }).waitFor();

    await advertiser.goto('/advertiser/creatives/new');
    const image = await sharp({
      create: { width: 300, height: 250, channels: 3, background: '#b45309' },
    })
      .png()
      .toBuffer();
    const file = { name: 'kettle.png', mimeType: 'image/png', buffer: image };
    await advertiser.locator('input[type=file]').setInputFiles(file);
    await advertiser.getByText('Checked, and encoded anew').waitFor();
    await advertiser.getByLabel('Alternative text').fill(ALT);
    await advertiser.getByLabel('Landing page').fill(landingUrl);
    await advertiser.getByRole('button', { name: 'Send to review' }).click();
    await advertiser.waitForURL(/\/advertiser\/creatives\/cre_/);
    await advertiser.getByText('pending').first().waitFor();
  });

  test('the wizard makes a campaign with targeting and a bid for each click', async () => {
    const next = advertiser.getByRole('button', { name: 'Continue' });
    await advertiser.goto('/advertiser/campaigns/new');
    await advertiser.getByLabel('Campaign name').fill('Kettles, autumn');
    await next.click();
    await advertiser.getByLabel('Daily budget').fill('20');
    await next.click();
    await advertiser.getByLabel('Bid', { exact: true }).fill('0.40');
    await next.click();
    await advertiser.getByRole('button', { name: 'Add a rule' }).click();
    await advertiser.getByLabel('Rule 1: attribute').click();
    await advertiser.getByRole('option', { name: 'Page topic' }).click();
    await advertiser.getByLabel('Rule 1: values').fill('kettles');
    await advertiser.keyboard.press('Enter');
    await advertiser.getByRole('button', { name: 'Remove kettles' }).waitFor();
    await next.click();
    await advertiser.getByLabel('kettle', { exact: false }).first().click();
    await next.click();
    await advertiser.getByText('on pages about kettles').waitFor();
    await advertiser.getByRole('button', { name: 'Start the campaign' }).click();
    await advertiser.waitForURL(/\/advertiser\/campaigns\/cmp_/);
    await advertiser.getByRole('heading', { name: 'Kettles, autumn', level: 1 }).waitFor();
  });

  test('a publisher signs up, adds a property and a placement, and copies its tag', async () => {
    await signUp(publisher, { kind: 'publisher', organizationName: 'The Kitchen Gazette' });
    await publisher.goto('/publisher/properties');
    await publisher.getByRole('button', { name: 'New property' }).first().click();
    const property = publisher.getByRole('dialog');
    await property.getByLabel('Name').fill('The Kitchen Gazette');
    await property.getByLabel('Domains').fill('localhost');
    await publisher.keyboard.press('Enter');
    await property.getByRole('button', { name: 'Remove localhost' }).waitFor();
    await property.getByRole('button', { name: 'Save' }).click();
    await publisher.getByText('Property saved').waitFor();

    await publisher.goto('/publisher/placements');
    await publisher.getByRole('button', { name: 'New placement' }).click();
    const placement = publisher.getByRole('dialog');
    await placement.getByLabel('Name').fill('Beside the recipe');
    await placement.getByLabel('Floor').fill('0.50');
    await placement.getByRole('button', { name: 'Add' }).click();
    await placement.getByRole('button', { name: 'Copy' }).click();
    await placement.getByText('Copied').waitFor();
    tag = await publisher.evaluate<string>('navigator.clipboard.readText()');
    expect(tag).toMatch(
      /^<script async src="[^"]+\/widget\.js" data-placement="plc_[^<>]+><\/script>$/,
    );
  });

  test('before its review nothing serves; a second after it the page shows the ad in a sandbox', async () => {
    articleUrl = site.publish(
      `<meta name="placard:categories" content="kettles"><h1>Tea</h1>${tag}<p>Leaves first.</p>`,
    );
    reader = await chromium.openPage();
    expect(await decidedOn(reader, articleUrl)).toBeNull();

    await signInAsAdmin(admin);
    await admin.goto('/admin/review');
    // Other tests' creatives may wait before it.
    await admin.getByRole('button', { name: 'Kettle & Co' }).click();
    await admin.getByText(landingUrl).waitFor();
    await admin.getByRole('button', { name: 'Approve' }).click();
    await admin.getByText('Approved; it serves within a second').waitFor();
    await eventually(async () => expect(await decidedOn(reader, articleUrl)).not.toBeNull(), {
      timeoutMs: 5_000,
    });

    const frame = reader.locator('iframe');
    await frame.waitFor();
    expect(await frame.getAttribute('sandbox')).not.toMatch(/allow-(scripts|same-origin)/);
    const shown = reader.frameLocator('iframe').getByRole('img', { name: ALT });
    await shown.waitFor();
    expect(await frame.boundingBox()).toMatchObject({ width: 300, height: 250 });
  });

  test('impression and viewable impression arrive, and the click leads to the landing page', async () => {
    await untilLogged(['impression', 'viewable']);
    const opened = reader.context().waitForEvent('page');
    await reader.frameLocator('iframe').getByRole('link').click();
    const landing = await opened;
    await landing.getByRole('heading', { name: 'Kettles of the season' }).waitFor();
    expect(landing.url().startsWith(landingUrl)).toBe(true);
    await untilLogged(['click', 'impression', 'viewable']);
  });

  test('the advertiser sees the click and its price, the publisher a share of it', async () => {
    chargedMicros = await eventually(settledMicros, { timeoutMs: 15_000 });
    expect(chargedMicros).toBeGreaterThan(0);
    expect(chargedMicros).toBeLessThanOrEqual(400_000);
    const spend = `$${(chargedMicros / 1e6).toFixed(2)}`;
    await eventually(
      async () => {
        await advertiser.goto('/advertiser');
        expect(await figure(advertiser, 'Impressions').value.textContent()).toBe('1');
        expect(await figure(advertiser, 'CTR').note.textContent()).toContain('1 click');
        expect(await figure(advertiser, 'Spend').value.textContent()).toBe(spend);
      },
      { timeoutMs: 30_000 },
    );
    await advertiser.goto('/advertiser/wallet');
    const charge = advertiser.getByRole('row').filter({ hasText: 'settlement' });
    await charge.waitFor();
    expect(await charge.textContent()).toContain(spend);
    await eventually(
      async () => {
        await publisher.goto('/publisher');
        const revenue = await figure(publisher, 'Revenue').value.textContent();
        expect(Number(/\$([\d.]+)$/.exec(revenue ?? '')?.[1])).toBeGreaterThan(0);
      },
      { timeoutMs: 30_000 },
    );
  });

  test('every transaction of the ledger balances, and every account is the sum of its entries', async () => {
    const unbalanced = await queryBooks(
      `select transaction_id from ledger_entries group by transaction_id having sum(amount_micros) <> 0`,
    );
    expect(unbalanced).toEqual([]);
    const drifted = await queryBooks(
      `select a.id from ledger_accounts a left join ledger_entries e on e.account_id = a.id
       group by a.id having a.balance_micros <> coalesce(sum(e.amount_micros), 0)`,
    );
    expect(drifted).toEqual([]);
    const accounts = await queryBooks<{ kind: string; micros: number }>(
      `select a.kind, sum(e.amount_micros)::int as micros from ledger_entries e
       join ledger_accounts a on a.id = e.account_id
       where e.transaction_id in (
         select t.id from ledger_transactions t join campaigns c on c.id = t.campaign_id
         where c.name = 'Kettles, autumn')
       group by a.kind`,
    );
    const moved = Object.fromEntries(accounts.map(({ kind, micros }) => [kind, micros]));
    expect(moved.wallet).toBe(-chargedMicros);
    expect(moved.payout).toBeGreaterThan(0);
    expect((moved.payout ?? 0) + (moved.margin ?? 0)).toBe(chargedMicros);
  });

  test('a paused campaign leaves the page within a second or so', async () => {
    await advertiser.goto('/advertiser/campaigns');
    await advertiser.getByRole('link', { name: 'Kettles, autumn' }).click();
    await advertiser.getByRole('button', { name: 'Pause', exact: true }).click();
    await advertiser.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
    await advertiser.getByText('Campaign paused').waitFor();
    await eventually(async () => expect(await decidedOn(reader, articleUrl)).toBeNull(), {
      timeoutMs: 5_000,
    });
    expect(await reader.locator('iframe').count()).toBe(0);
  });
});

/** Loads a page and answers what its one slot got: the ad, or null. */
async function decidedOn(reader: Page, url: string): Promise<object | null> {
  const answered = reader.waitForResponse((response) => response.url().endsWith('/v1/decisions'));
  await reader.goto(url);
  const { slots } = (await (await answered).json()) as { slots: { ad: object | null }[] };
  return slots[0]?.ad ?? null;
}

function campaignEvents() {
  return queryBooks<{ kind: string }>(
    `select e.kind from events e join decisions d on d.id = e.decision_id
     join campaigns c on c.id = d.campaign_id
     where c.name = 'Kettles, autumn' and e.ivt is null order by e.kind`,
  );
}

async function untilLogged(kinds: readonly string[]): Promise<void> {
  await eventually(
    async () => expect((await campaignEvents()).map(({ kind }) => kind)).toEqual(kinds),
    { timeoutMs: 15_000 },
  );
}

/** @throws while nothing is settled */
async function settledMicros(): Promise<number> {
  const [settled] = await queryBooks<{ micros: number }>(
    `select -sum(e.amount_micros)::int as micros from ledger_entries e
     join ledger_accounts a on a.id = e.account_id and a.kind = 'wallet'
     join ledger_transactions t on t.id = e.transaction_id and t.kind = 'settlement'
     join campaigns c on c.id = t.campaign_id where c.name = 'Kettles, autumn'`,
  );
  if (!settled?.micros) throw new Error('nothing is settled yet');
  return settled.micros;
}
