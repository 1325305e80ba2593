import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';

type Operation = { summary?: string; responses?: object };
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

describe('the API document', () => {
  let adServer: TestAdServer;
  let document: Document;
  beforeAll(async () => {
    adServer = await openAdServer();
    document = (await adServer.browser('GET', '/openapi.json')).json<Document>();
  });
  afterAll(() => adServer.close());

  it('describes every public address', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual([
      '/health',
      '/metrics',
      '/v1/assets/{digest}',
      '/v1/behaviour',
      '/v1/click/{token}',
      '/v1/decisions',
      '/v1/events',
      '/v1/postback',
      '/widget.js',
    ]);
  });

  it('says what each operation does and answers', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        expect(operation.summary, `${method} ${path}`).toBeTruthy();
        expect(Object.keys(operation.responses ?? {}), `${method} ${path}`).not.toEqual([]);
      }
    }
  });

  it('leaves no reference dangling', () => {
    const text = JSON.stringify(document);
    for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = pointer
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(target, pointer).toBeDefined();
    }
  });

  it('can be read as a page', async () => {
    const response = await adServer.browser('GET', '/docs/');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('text/html');
  });
});
