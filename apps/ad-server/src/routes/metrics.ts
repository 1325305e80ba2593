import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';

/** `GET /metrics`: Prometheus text. */
export function metricsRoute(app: AdServer, { metrics }: ServerDependencies): void {
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Counters and latencies for Prometheus',
        tags: ['operation'],
        response: { 200: z.string() },
      },
    },
    async (_request, reply) =>
      reply
        .type(metrics.registry.contentType)
        .serializer(String)
        .send(await metrics.registry.metrics()),
  );
}
