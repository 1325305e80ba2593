import type { Predictor } from '@placard/contracts';
import { createCaughtUp, createServerKey, readPlatformEnv } from '@placard/dev/platform';
import { DAY_MS, seededRandom } from '@placard/domain';
import {
  createMarket,
  createPlatformClient,
  drive,
  type PlatformClient,
  samplePageViews,
} from '@placard/simulator';
import { eventually } from '@placard/testing';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../src/accessibility.ts';
import { useChromium } from '../src/browser.ts';
import { createDemand, createSupply, type Supply, useServices } from '../src/demand-and-supply.ts';
import { platform } from '../src/platform.ts';
import { signInAsAdmin } from '../src/portal-access.ts';

const TOPICS = ['tea', 'cycling', 'chess'];
const PAGE_VIEWS = 500;
/** Far more than the page has stops. */
const MOST_TABS = 300;
const SITE = 'http://localhost';

const chromium = useChromium();
const services = useServices();

describe('a model is trained, promoted and serves', () => {
  let supply: Supply;
  let client: PlatformClient;
  let admin: Page;
  let modelVersionId: string;
  beforeAll(async () => {
    supply = await createSupply(services(), 'The Long Read');
    const ads = TOPICS.flatMap((category) =>
      ['one', 'two'].map((which) => ({ headline: `Offer ${which} of ${category}`, category })),
    );
    const { adIds } = await createDemand(services(), {
      name: 'All Sorts',
      propertyId: supply.propertyId,
      landingUrl: `${SITE}/offer`,
      ads,
    });
    const { adServerUrl, env } = platform();
    const serverKey = await createServerKey(services(), 'simulated readers');
    client = createPlatformClient({ baseUrl: adServerUrl, fetch, serverKey });
    await eventually(async () => expect((await decide()).ad).not.toBeNull(), {
      timeoutMs: 30_000,
    });
    await readAsSimulated(
      ads.map(({ category }, i) => ({ adId: adIds[i] ?? '', topics: [category] })),
    );
    const caughtUp = await createCaughtUp(readPlatformEnv(env));
    await caughtUp.everything();
    await caughtUp.close();
    admin = await chromium.openPage();
    await signInAsAdmin(admin);
  });

  const decide = async () => {
    const { slots } = await client.decide({
      opportunities: [{ slotId: 'top', placementId: supply.placementId }],
      page: { url: `${SITE}/tea`, categories: ['tea'] },
      viewer: { key: 'a-new-reader' },
      consent: { personalization: true },
      explain: true,
    });
    return slots[0]!;
  };

  /** A slot may stay empty while the machine is too busy to decide in time: that is no answer yet. */
  const untilDecidedBy = (predictor: Predictor) =>
    eventually(async () => expect(await decide()).toMatchObject({ explanation: { predictor } }), {
      timeoutMs: 10_000,
    });

  /** A day's reading of simulated viewers, as fast as the platform answers. */
  async function readAsSimulated(ads: readonly { adId: string; topics: readonly string[] }[]) {
    const random = seededRandom(7);
    const pages = TOPICS.map((topic) => ({
      url: `${SITE}/${topic}`,
      title: topic,
      topics: [topic],
    }));
    const options = { topics: TOPICS, viewerCount: 400, pages, ads, truth: { base: -2 } };
    const market = createMarket(options, random);
    const pageViews = samplePageViews(market, 0, DAY_MS, random).slice(0, PAGE_VIEWS);
    expect(pageViews).toHaveLength(PAGE_VIEWS);
    const placementIds = [supply.placementId];
    const steersClock = false;
    const done = await drive({ market, pageViews, client, placementIds, seed: 7, steersClock });
    expect(done.clicks).toBeGreaterThan(20);
  }

  test('before there is one, decisions say that rates with exploration decide', async () => {
    await untilDecidedBy({ kind: 'posterior-mean' });
  });

  test('staff start a run and watch it train', async () => {
    await admin.goto('/admin/training');
    await admin.getByRole('button', { name: 'Start a run' }).first().click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText('Advanced: size and pace').click();
    await dialog.getByLabel('Batch size').fill('32');
    await dialog.getByLabel('Epochs at most').fill('4');
    await dialog.getByLabel('Learning rate', { exact: true }).fill('0.01');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await admin.waitForURL(/\/admin\/training\/run_/);
    // Without a reload: the page follows the run by itself.
    await admin
      .getByText(/^(exporting|training|evaluating|publishing)$/)
      .first()
      .waitFor();
    await admin.getByRole('progressbar').first().waitFor();
    const seeTheModel = admin.getByRole('link', { name: 'See the model' });
    await seeTheModel.waitFor({ timeout: 120_000 });
    await admin.getByText('Samples a second').first().waitFor();
    expect(await admin.getByRole('progressbar').first().getAttribute('aria-valuenow')).toBe('100');
    await seeTheModel.click();
    await admin.waitForURL(/\/admin\/models\/mdl_/);
    modelVersionId = new URL(admin.url()).pathname.split('/').at(-1) ?? '';
  });

  test('its page compares it with the baselines on later rows, in light and in dark', async () => {
    const metrics = admin.getByRole('region', { name: 'Metrics against the baselines' });
    await metrics.waitFor();
    const rows = await metrics.getByRole('row').allTextContents();
    expect(rows.find((row) => row.includes('this model'))).toMatch(/DCN-v2.*\d\.\d{5}/);
    expect(rows.some((row) => row.startsWith('Popularity'))).toBe(true);
    await expectAccessible(admin);
  });

  test('the keyboard reaches the table of each of its charts', async () => {
    const switches = admin.getByRole('button', { name: 'Show as a table' });
    const charts = await switches.count();
    expect(charts).toBeGreaterThan(4);
    await admin.evaluate('document.activeElement?.blur()');
    const reached = () =>
      admin.evaluate<number>(
        `(window.reached ??= new Set(), document.activeElement?.ariaLabel === 'Show as a table' && window.reached.add(document.activeElement), window.reached.size)`,
      );
    let found = 0;
    for (let pressed = 0; pressed < MOST_TABS && found < charts; pressed++) {
      await admin.keyboard.press('Tab');
      found = await reached();
    }
    expect(found).toBe(charts);
    await admin.keyboard.press('Enter');
    await admin.getByRole('button', { name: 'Show the chart' }).waitFor();
    await admin.getByRole('button', { name: 'Download as CSV' }).waitFor();
  });

  test('the list, the run and its dialog have no serious fault, in light and in dark', async () => {
    await admin.goto('/admin/models');
    await admin.getByRole('link', { name: 'DCN-v2' }).first().waitFor();
    await expectAccessible(admin);
    await admin.goto('/admin/training');
    await admin.getByRole('button', { name: 'Start a run' }).first().click();
    await admin.getByText('Advanced: size and pace').click();
    await expectAccessible(admin);
    await admin.goto(`/admin/models/${modelVersionId}`);
    await admin.getByRole('button', { name: 'Promote' }).waitFor();
  });

  test('promoted after a confirmation, it is the one that decisions name', async () => {
    await admin.getByRole('button', { name: 'Promote' }).click();
    const confirmation = admin.getByRole('alertdialog');
    await confirmation.getByText('Promote this version?').waitFor();
    await untilDecidedBy({ kind: 'posterior-mean' });
    // A few clicks are too little for the gates; a person may say why it should serve all the same.
    const why = confirmation.getByLabel('Why it should serve all the same');
    if ((await why.count()) > 0) await why.fill('A trial run of the whole platform.');
    await confirmation.getByRole('button', { name: 'Promote' }).click();
    await admin.getByText('Promoted; it serves within a second').waitFor();
    await untilDecidedBy({ kind: 'model', modelVersionId, modelKind: 'dcn-v2' });
    await admin.reload();
    await admin.getByText('champion', { exact: true }).waitFor();
  });

  test('staff search for settings and see what came of each trial', async () => {
    await admin.goto('/admin/training');
    await admin.getByRole('button', { name: 'Search for settings' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Model' }).click();
    await admin.getByRole('option', { name: /^Boosted trees/ }).click();
    await dialog.getByRole('checkbox', { name: /^Leaves of a tree/ }).waitFor();
    await dialog.getByLabel('Trials').fill('3');
    await expectAccessible(admin);
    await dialog.getByRole('button', { name: 'Start the search' }).click();
    await admin.waitForURL(/\/admin\/training\/run_/);
    const trainBest = admin.getByRole('button', { name: 'Train with the best settings' });
    await trainBest.waitFor({ timeout: 120_000 });
    const rows = await admin
      .getByRole('region', { name: 'Trials', exact: true })
      .getByRole('row')
      .allTextContents();
    expect(rows.filter((row) => row.includes('Ended early'))).toHaveLength(2);
    expect(rows.find((row) => row.includes('Best'))).toMatch(/Trained to its end.*0\.\d{5}/);
    await expectAccessible(admin);
    await trainBest.click();
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Start the run' }).click();
    await admin.getByRole('link', { name: 'a search' }).waitFor();
    await admin.getByRole('link', { name: 'See the model' }).waitFor({ timeout: 120_000 });
  });
});
