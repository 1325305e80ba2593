import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';

/** `GET /widget.js`: revalidated every few minutes, so that an update reaches every page without new tags. */
export function widgetRoute(app: AdServer, { widgetScript }: ServerDependencies): void {
  const etag = `"${createHash('sha256').update(widgetScript).digest('base64url').slice(0, 16)}"`;

  app.get(
    '/widget.js',
    {
      schema: {
        summary: 'The script that a tag loads',
        tags: ['delivery'],
        response: { 200: z.string(), 304: z.undefined().describe('Unchanged') },
      },
    },
    async (request, reply) => {
      reply
        .header('cache-control', 'public, max-age=300, stale-while-revalidate=86400')
        .header('etag', etag)
        .header('x-content-type-options', 'nosniff')
        .header('cross-origin-resource-policy', 'cross-origin');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('text/javascript; charset=utf-8').serializer(String).send(widgetScript);
    },
  );
}
