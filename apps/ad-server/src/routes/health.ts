import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';

const healthSchema = z.object({
  status: z.enum(['ready', 'starting']),
  /** Of the snapshot in use. */
  revision: z.string().nullable(),
});

/** `GET /health`: 200 once a snapshot is in use; before that decisions answer, but with nothing. */
export function healthRoute(app: AdServer, { decider }: ServerDependencies): void {
  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether this server can choose ads',
        tags: ['operation'],
        response: { 200: healthSchema, 503: healthSchema },
      },
    },
    async (_request, reply) => {
      const revision = decider.current?.revision ?? null;
      const status = revision ? 'ready' : 'starting';
      return reply
        .header('cache-control', 'no-store')
        .code(revision ? 200 : 503)
        .send({ status, revision });
    },
  );
}
