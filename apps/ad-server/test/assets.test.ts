import { digestOf } from '@placard/blobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('GET /v1/assets/:digest', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  afterAll(() => adServer.close());

  const get = (digest: string, headers = {}) =>
    adServer.browser('GET', `/v1/assets/${digest}`, undefined, headers);

  it('200: the very bytes, typed by what they are, for ever', async () => {
    const digest = await adServer.blobs.put(PNG);
    for (let i = 0; i < 2; i++) {
      const response = await get(digest);
      expect(response.statusCode).toBe(200);
      expect(response.rawPayload).toEqual(PNG);
      expect(response.headers).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
      });
    }
  });

  it('304: when the browser has it', async () => {
    const digest = await adServer.blobs.put(PNG);
    const response = await get(digest, { 'if-none-match': `"${digest}"` });
    expect([response.statusCode, response.body]).toEqual([304, '']);
  });

  it.each([
    '{"formatVersion":1}',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<script>1</script>',
  ])('404: a blob that is no image is nobody’s business: %s', async (text) => {
    const digest = await adServer.blobs.put(Buffer.from(text));
    const response = await get(digest);
    expect(response.statusCode).toBe(404);
    expect(response.body).not.toContain(text);
  });

  it.each([digestOf(Buffer.from('never stored')), 'x', '..%2F..%2Fetc%2Fpasswd', 'A'.repeat(64)])(
    '404: %s',
    async (digest) => {
      expect((await get(digest)).statusCode).toBe(404);
    },
  );
});
