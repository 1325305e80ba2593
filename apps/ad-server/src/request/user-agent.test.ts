import { expect, it } from 'vitest';
import { createAgentParser } from './user-agent.ts';

const parse = createAgentParser();
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

it.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`, 'desktop', 'windows', 'chrome'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/130.0`, 'desktop', 'windows', 'edge'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`, 'desktop', 'chrome-os', 'chrome'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'phone',
    'ios',
    'safari',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
    'phone',
    'android',
    'samsung-internet',
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'tablet',
    'ios',
    'safari',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
    'desktop',
    'linux',
    'firefox',
  ],
])('reads device, system and browser of %s', (userAgent, device, os, browser) => {
  expect(parse(userAgent)).toEqual({ device, os, browser, isBot: false });
});

it.each(['Googlebot/2.1 (+http://www.google.com/bot.html)', 'curl/8.5.0', 'node', '', undefined])(
  'marks %j as a robot',
  (userAgent) => {
    expect(parse(userAgent).isBot).toBe(true);
  },
);

it('reads nothing into nonsense, and survives it', () => {
  expect(parse('\u0000'.repeat(5000))).toMatchObject({ device: undefined, os: undefined });
  expect(parse('x'.repeat(100_000)).browser).toBeUndefined();
});
