import scalar from '@scalar/fastify-api-reference';
import type { AdServer } from '../dependencies.ts';

/** `GET /openapi.json`, and a page to read and try it at `/docs`. */
export async function docsRoutes(app: AdServer): Promise<void> {
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.send(app.swagger()),
  );
  await app.register(scalar, { routePrefix: '/docs' });
}
