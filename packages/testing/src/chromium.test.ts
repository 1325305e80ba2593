import { expect, test, vi } from 'vitest';
import { launchChromium } from './chromium.ts';

test('a missing Chromium is an error that names the command that installs it', async () => {
  vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
  await expect(launchChromium()).rejects.toThrow('apt-get install chromium');
});

test('the installed Chromium opens a page', { timeout: 60_000 }, async () => {
  vi.unstubAllEnvs();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.setContent('<title>Placard</title>');
    expect(await page.title()).toBe('Placard');
  } finally {
    await browser.close();
  }
});
