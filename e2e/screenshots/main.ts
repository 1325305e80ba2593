/**
 * `npm run screenshots`: takes the model pages of a running platform (`npm start`), light and dark, on a desktop and
 * on a phone. Reports what hangs over a phone's edge. Presses no button that changes what serves; it asks a worker
 * for two explanations of a decision.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '@placard/testing';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { SHOTS, type Shot } from './shots.ts';

const LOOKS = ['light', 'dark'] as const;
const SIZES = {
  desktop: { width: 1440, height: 950 },
  phone: { width: 390, height: 844 },
} as const;
const PATIENCE_MS = 120_000;

const { values: args } = parseArgs({
  options: {
    portal: { type: 'string', default: 'http://localhost:3000' },
    out: { type: 'string', default: 'screenshots' },
    /** Parts of names, such as `champion,run`. */
    only: { type: 'string', default: '' },
    looks: { type: 'string', default: LOOKS.join(',') },
    sizes: { type: 'string', default: Object.keys(SIZES).join(',') },
  },
});

const out = path.resolve(process.env.INIT_CWD ?? '.', args.out);
await mkdir(out, { recursive: true });
const wanted = SHOTS.filter(
  ({ name }) => !args.only || args.only.split(',').some((part) => name.includes(part)),
);
const browser = await launchChromium();
try {
  for (const look of LOOKS.filter((each) => args.looks.includes(each))) {
    for (const size of ['desktop', 'phone'] as const) {
      if (args.sizes.includes(size)) await takeAll(browser, look, size);
    }
  }
} finally {
  await browser.close();
}

async function takeAll(
  browser: Browser,
  look: (typeof LOOKS)[number],
  size: keyof typeof SIZES,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: args.portal,
    colorScheme: look,
    viewport: SIZES[size],
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.setDefaultNavigationTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await signIn(page);
  for (const shot of wanted) {
    const file = path.join(out, `${shot.name}-${size}-${look}.png`);
    try {
      const said = await take(page, shot, file);
      console.log(`${shot.name}, ${size}, ${look}: ${said}`);
    } catch (error) {
      process.exitCode = 1;
      console.error(`${shot.name}, ${size}, ${look}: ${String(error).split('\n')[0]}`);
    }
  }
  if (wanted.some(({ name }) => name === 'champion')) await saveCard(page);
  await context.close();
}

/** The champion's card as people download it. */
async function saveCard(page: Page): Promise<void> {
  const champion = await SHOTS.find(({ name }) => name === 'champion')?.open(page);
  if (!champion) return;
  for (const [format, ending] of [
    ['markdown', 'md'],
    ['pdf', 'pdf'],
  ]) {
    const answer = await page.request.get(`${champion}/card/${format}`);
    if (!answer.ok()) throw new Error(`the card as ${format} answered ${answer.status()}`);
    await writeFile(path.join(out, `champion-card.${ending}`), await answer.body());
  }
}

async function take(page: Page, { open, prepare }: Shot, file: string): Promise<string> {
  const address = await open(page);
  if (!address) return 'nothing to show yet';
  await page.goto(address);
  await settled(page);
  await prepare?.(page);
  await settled(page);
  // Grey shapes stand for what is still on its way; a scrolled page has its header in the middle.
  await page.locator('main .animate-pulse').first().waitFor({ state: 'detached' });
  await page.evaluate('document.activeElement?.blur(); window.scrollTo(0, 0)');
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  const dialog = page.locator('[role=dialog], [role=alertdialog]');
  const viewport = page.viewportSize();
  // What clings to the window is as long as the page in a window as long as the page.
  if (viewport && (await dialog.count()) === 0) {
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ ...viewport, height: Math.max(height, viewport.height) });
  }
  const bytes = await page.screenshot();
  if (viewport) await page.setViewportSize(viewport);
  await sharp(bytes).png({ palette: true, quality: 100, effort: 8 }).toFile(file);
  return over > 0 ? `${file}; ${over} px hang over the edge` : file;
}

/** Names and figures come after one another: the page is as it will be once its words stay for a while. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const words = () => page.evaluate<string>('document.body.innerText');
  for (let before = '', tries = 0; tries < 20; tries++) {
    const now = await words();
    if (now === before) return;
    before = now;
    await page.waitForTimeout(400);
  }
}

async function signIn(page: Page): Promise<void> {
  const logins: { as: string; email: string; password: string }[] = JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../infra/dev/demo-logins.json'), 'utf8'),
  );
  const admin = logins.find(({ as }) => as === 'admin');
  if (!admin) throw new Error('the demo has no admin');
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password').fill(admin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in'));
}
