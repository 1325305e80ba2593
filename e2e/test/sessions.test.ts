import { expect, test } from 'vitest';
import { useChromium } from '../src/browser.ts';
import { signIn, signInAsAdmin, signUp } from '../src/portal-access.ts';

const chromium = useChromium();

test('ending a session signs that browser out on its next request, and no other', async () => {
  const here = await chromium.openPage();
  const there = await chromium.openPage();
  const login = await signUp(here, { kind: 'publisher', organizationName: 'Session Times' });
  await signIn(there, login);
  await there.goto('/publisher/properties');
  await there.getByRole('heading', { name: 'Properties', level: 1 }).waitFor();

  await here.goto('/account');
  await here.getByText('this browser').waitFor();
  await here.getByRole('button', { name: 'End', exact: true }).click();
  await here.getByRole('button', { name: 'End the session' }).click();
  await here.getByText('Session ended').waitFor();

  const refused = await there.request.get('/api/trpc/auth.sessions');
  expect(refused.status()).toBe(401);
  await there.goto('/publisher/placements');
  await there.waitForURL('**/sign-in?return=%2Fpublisher%2Fplacements');
  const kept = await here.request.get('/api/trpc/auth.sessions');
  expect(kept.status()).toBe(200);
});

test('a page that is open when its session ends leaves for the sign-in', async () => {
  const here = await chromium.openPage();
  const there = await chromium.openPage();
  const login = await signUp(here, { kind: 'publisher', organizationName: 'Open Page Post' });
  await signIn(there, login);
  await here.goto('/account');
  await here.getByRole('button', { name: 'End', exact: true }).click();
  await here.getByRole('button', { name: 'End the session' }).click();
  await here.getByText('Session ended').waitFor();

  await there.getByRole('link', { name: 'Properties' }).click();
  await there.waitForURL('**/sign-in**');
});

test('a publisher opens no page of staff, calls no procedure of staff, and keeps what is its own', async () => {
  const admin = await chromium.openPage();
  await signInAsAdmin(admin);
  const page = await chromium.openPage();
  await signUp(page, { kind: 'publisher', organizationName: 'Curious Courier' });
  await page.getByRole('link', { name: 'Placements' }).waitFor();
  expect(await page.getByRole('link', { name: 'Training' }).count()).toBe(0);

  for (const path of ['', '/review', '/organizations', '/training', '/models', '/audit']) {
    const allowed = await admin.request.get(`/admin${path}`);
    expect(allowed.status(), path).toBe(200);
    const refused = await page.request.get(`/admin${path}`);
    expect(refused.status(), path).toBe(404);
  }
  for (const procedure of ['admin.overview', 'admin.organizations', 'market.list']) {
    const allowed = await admin.request.get(`/api/trpc/${procedure}`);
    expect(allowed.status(), procedure).toBe(200);
    const refused = await page.request.get(`/api/trpc/${procedure}`);
    expect(refused.status(), procedure).toBe(403);
  }
  const promotion = await page.request.post('/api/trpc/model.promote', {
    data: { json: { modelVersionId: 'mdl_01h455vb4pex5vsknk084sn02q' } },
  });
  expect(promotion.status()).toBe(403);
  expect((await page.request.get('/api/trpc/publisher.list')).status()).toBe(200);
});
