import { createTokenSealer } from '@placard/serving';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledSlot, openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements, START_MS } from './harness/snapshot.ts';

describe('GET /v1/click/:token answers 404 with a plain page, leads nowhere and counts nothing', () => {
  let adServer: TestAdServer;
  let slot: FilledSlot;
  beforeAll(async () => {
    adServer = await openAdServer();
    slot = await adServer.decide(placements.sidebar);
  });
  afterAll(() => adServer.close());

  const expectNoRedirect = async (token: string) => {
    const response = await adServer.browser('GET', `/v1/click/${token}`);
    expect(response.statusCode, token).toBe(404);
    expect(response.headers.location).toBeUndefined();
    expect(await adServer.logged()).toEqual([]);
    return response;
  };

  it('for every single bit flipped', async () => {
    const bytes = Buffer.from(slot.ad.tokens.click, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const response = await adServer.browser('GET', `/v1/click/${changed.toString('base64url')}`);
      expect([bit, response.statusCode]).toEqual([bit, 404]);
    }
    expect(await adServer.logged()).toEqual([]);
  });

  it('for every length it is cut to', async () => {
    const { click } = slot.ad.tokens;
    for (let length = 0; length < click.length; length++) {
      const response = await adServer.browser('GET', `/v1/click/${click.slice(0, length)}`);
      expect([length, response.statusCode]).toEqual([length, 404]);
    }
    expect(await adServer.logged()).toEqual([]);
  });

  it.each([
    ['a character more', (token: string) => `${token}A`],
    ['padding', (token: string) => `${token}=`],
    ['a slash', (token: string) => `${token}/`],
    ['a null', (token: string) => `${token}%00`],
    ['lower case', (token: string) => token.toLowerCase()],
    ['swapped case', (token: string) => token.replace(/[a-z]/, (c) => c.toUpperCase())],
    ['a lookalike letter', (token: string) => encodeURIComponent(token.replace(/[aeo]/, 'а'))],
    [
      'percent encoding',
      (token: string) => `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
    ],
    [
      'double encoding',
      (token: string) => `%25${token.charCodeAt(0).toString(16)}${token.slice(1)}`,
    ],
    ['another token appended', (token: string) => token + token],
    ['four thousand characters', () => 'x'.repeat(4000)],
    ['a path', () => '..%2f..%2fetc%2fpasswd'],
  ])('for a token with %s', async (_, change) => {
    await expectNoRedirect(change(slot.ad.tokens.click));
  });

  it.each(['impression', 'viewable', 'conversion'] as const)(
    'for the %s token of the same decision',
    async (kind) => {
      const response = await expectNoRedirect(slot.ad.tokens[kind]);
      expect(response.headers['content-type']).toContain('text/html');
      expect(response.body).toContain('This link is not valid');
    },
  );

  it('for a token sealed with a key that is not ours', async () => {
    const opened = adServer.tokens.open(slot.ad.tokens.click, START_MS);
    if (opened.outcome !== 'ok') throw new Error('the token should open');
    for (const keyId of [1, 2]) {
      const stranger = createTokenSealer([{ keyId, secret: 'y'.repeat(32) }]);
      await expectNoRedirect(stranger.seal(opened.token));
    }
  });
});
