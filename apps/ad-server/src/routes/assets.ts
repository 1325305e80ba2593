import { BlobError } from '@placard/blobs';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { imageType } from '../image-type.ts';
import { ProblemError, problemSchema } from '../problem.ts';

const CACHE_BYTES = 64 * 1024 * 1024;

/**
 * `GET /v1/assets/:digest`: images only. The blob store holds models and snapshots too, which are nobody's
 * business here, so a blob that is not an image is not found.
 */
export function assetRoute(app: AdServer, { blobs }: ServerDependencies): void {
  const cache = new LRUCache<string, { readonly bytes: Buffer; readonly type: string }>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });

  const load = async (digest: string) => {
    const found = cache.get(digest);
    if (found) return found;
    const bytes = Buffer.from(await blobs.get(digest).catch(notFound));
    const type = imageType(bytes) ?? notFound();
    const asset = { bytes, type };
    cache.set(digest, asset);
    return asset;
  };

  app.get(
    '/v1/assets/:digest',
    {
      schema: {
        summary: 'An image of a creative',
        tags: ['delivery'],
        params: z.object({ digest: z.string() }),
        response: {
          200: z.instanceof(Buffer).describe('The image'),
          304: z.undefined().describe('Unchanged'),
          404: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { digest } = request.params;
      const { bytes, type } = await load(digest);
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('etag', `"${digest}"`)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin');
      if (request.headers['if-none-match'] === `"${digest}"`) return reply.code(304).send();
      return reply.type(type).send(bytes);
    },
  );
}

function notFound(error?: unknown): never {
  if (error !== undefined && !(error instanceof BlobError)) throw error;
  throw new ProblemError(404, 'there is no such asset');
}
