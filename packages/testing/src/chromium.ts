import { accessSync, constants } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const INSTALLED_AT = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Starts the Chromium of CHROMIUM_PATH, else an installed one. Throws, with the command that
 * installs it, when there is none: a browser test never passes by not running.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const asked = process.env.CHROMIUM_PATH;
  const executablePath = (asked ? [asked] : INSTALLED_AT).find(isExecutable);
  if (!executablePath) {
    throw new Error(
      `${asked ? `No Chromium at CHROMIUM_PATH (${asked})` : 'No Chromium was found'}. ` +
        'Install it with `apt-get install chromium`, or set CHROMIUM_PATH to the program.',
    );
  }
  // Chromium's own sandbox refuses to start as root, and /dev/shm is small in containers.
  const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...rootArgs, '--disable-dev-shm-usage', ...(options.args ?? [])];
  return chromium.launch({ ...options, executablePath, args });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
