import { eventBatchResponseSchema, eventBatchSchema, tokenEventSchema } from '@placard/contracts';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { appendReceived, type Received } from '../durable-append.ts';
import { problemSchema } from '../problem.ts';
import type { Callers } from '../request/caller.ts';
import { recordOf } from '../token-events.ts';

/** `POST /v1/events`: each token counts once. One bad entry does not spoil the batch. */
export function eventRoute(
  app: AdServer,
  { tokens, clock, eventSink, metrics }: ServerDependencies,
  callers: Callers,
): void {
  app.post(
    '/v1/events',
    {
      schema: {
        summary: 'Report impressions, viewable impressions, clicks and conversions by their tokens',
        description:
          'Answers when accepted entries are durable. `duplicate` is a success: the event was counted before.',
        tags: ['events'],
        body: eventBatchSchema,
        response: { 200: eventBatchResponseSchema, 400: problemSchema, 503: problemSchema },
      },
    },
    async (request) => {
      const { ivt } = callers(request);
      const nowMs = clock.nowMs();
      const received = request.body.events.map((entry): Received => {
        const parsed = tokenEventSchema.safeParse(entry);
        if (!parsed.success) return { kind: 'unknown', refused: 'malformed' };
        const { token, valueMicros, quantity } = parsed.data;
        const opened = tokens.open(token, nowMs);
        if (opened.outcome === 'ok') {
          const details = { occurredAtMs: nowMs, valueMicros, quantity, ivt };
          return { kind: opened.token.kind, record: recordOf(opened.token, details) };
        }
        const kind = opened.outcome === 'expired' ? opened.token.kind : 'unknown';
        return { kind, refused: opened.outcome };
      });
      return { outcomes: await appendReceived(received, eventSink, metrics) };
    },
  );
}
