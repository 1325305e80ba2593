import { createCreative } from '@placard/services';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible } from '../src/accessibility.ts';
import { useChromium } from '../src/browser.ts';
import {
  createDemand,
  createSupply,
  type Demand,
  type Supply,
  useServices,
} from '../src/demand-and-supply.ts';
import { signIn, signInAsAdmin } from '../src/portal-access.ts';

const MOST_TABS = 60;

const chromium = useChromium();
const services = useServices();
let supply: Supply;
let demand: Demand;

beforeAll(async () => {
  supply = await createSupply(services(), 'The Legible Leaf');
  demand = await createDemand(services(), {
    name: 'Lamps & Lenses',
    propertyId: supply.propertyId,
    landingUrl: 'https://lamps.example/',
    ads: [{ headline: 'Light that reads', category: 'reading' }],
  });
});

test('the ways in have no serious fault', async () => {
  const page = await chromium.openPage();
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(path);
    await page.getByLabel('Email').waitFor();
    await expectAccessible(page);
  }
});

test('dashboard, campaign and every step of the wizard have no serious fault', async () => {
  const page = await chromium.openPage();
  await signIn(page, demand.login);
  await page.goto('/advertiser');
  await page.getByRole('link', { name: 'Lamps & Lenses, all year' }).waitFor();
  await page.getByText('CTR').first().waitFor();
  await expectAccessible(page);
  await page.goto(`/advertiser/campaigns/${demand.campaignId}`);
  await page.getByRole('heading', { name: 'Ad groups' }).waitFor();
  await expectAccessible(page);

  await page.goto('/advertiser/campaigns/new');
  const next = page.getByRole('button', { name: 'Continue' });
  await page.getByLabel('Campaign name').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Campaign name').fill('Lenses');
  await next.click();
  await next.click();
  // As it says what is missing.
  await page.locator('[aria-invalid=true]').first().waitFor();
  await expectAccessible(page);
  await page.getByLabel('Daily budget').fill('10');
  await next.click();
  await page.getByLabel('Bid', { exact: true }).fill('0.20');
  await expectAccessible(page);
  await next.click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove rule 1' }).click();
  await next.click();
  await page.getByRole('checkbox', { name: 'Light that reads' }).waitFor();
  await expectAccessible(page);
  await next.click();
  await page.getByRole('button', { name: 'Start the campaign' }).waitFor();
  await expectAccessible(page);
});

test('placements and a placement with its tag have no serious fault', async () => {
  const page = await chromium.openPage();
  await signIn(page, supply.login);
  await page.goto('/publisher/placements');
  await page.getByRole('link', { name: 'Beside the text' }).waitFor();
  await expectAccessible(page);
  await page.goto(`/publisher/placements/${supply.placementId}`);
  await page.getByRole('button', { name: 'Copy' }).waitFor();
  await expectAccessible(page);
});

test('the review queue, with a creative waiting, has no serious fault', async () => {
  await createCreative({
    ctx: services().contextOf(demand.organizationId),
    input: {
      advertiserId: demand.advertiserId,
      name: 'Lenses, new',
      format: 'text',
      headline: 'Lenses that do not fog',
      landingUrl: 'https://lamps.example/lenses',
    },
  });
  const page = await chromium.openPage();
  await signInAsAdmin(page);
  await page.goto('/admin/review');
  await page.getByRole('button', { name: 'Approve' }).waitFor();
  await expectAccessible(page);
});

test('signing in and pausing a campaign need nothing but the keyboard', async () => {
  const page = await chromium.openPage();
  await page.goto('/sign-in');
  await tabTo(page, page.getByLabel('Email'));
  await page.keyboard.type(demand.login.email);
  await tabTo(page, page.getByLabel('Password'));
  await page.keyboard.type(demand.login.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/advertiser');

  const campaign = page.getByRole('link', { name: 'Lamps & Lenses, all year' });
  await campaign.waitFor();
  await tabTo(page, campaign);
  await page.keyboard.press('Enter');
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await pause.waitFor();
  await tabTo(page, pause);
  await page.keyboard.press('Enter');
  const confirmation = page.getByRole('alertdialog');
  await confirmation.waitFor();
  await tabTo(page, confirmation.getByRole('button', { name: 'Pause' }));
  await page.keyboard.press('Enter');
  await page.getByText('Campaign paused').waitFor();
  await confirmation.waitFor({ state: 'detached' });
  // The focus is where it was, on the button that now resumes.
  await tabTo(page, page.getByRole('button', { name: 'Resume' }), 0);
});

/** Presses Tab, as a person would, until the element has the focus, and checks that this can be seen. */
async function tabTo(page: Page, target: Locator, most = MOST_TABS): Promise<void> {
  const hasFocus = () => target.evaluate((element) => element.matches(':focus'));
  for (let pressed = 0; !(await hasFocus()); pressed++) {
    expect(pressed, `tabs to ${target}`).toBeLessThan(most);
    await page.keyboard.press('Tab');
  }
  expect(await target.evaluate((element) => element.matches(':focus-visible'))).toBe(true);
}
