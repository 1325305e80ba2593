import {
  type BehaviourEvent,
  behaviourBatchSchema,
  behaviourEventSchema,
  type EventRecord,
  eventBatchResponseSchema,
  type SnapshotPlacement,
} from '@placard/contracts';
import { newId } from '@placard/domain';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { appendReceived, type Received } from '../durable-append.ts';
import { ProblemError, problemSchema } from '../problem.ts';
import { type Caller, type Callers, speaksFor } from '../request/caller.ts';
import { isAllowedHost } from '../request/origin.ts';

/** `POST /v1/behaviour`: what a viewer does on the publisher's own pages. */
export function behaviourRoute(
  app: AdServer,
  { decider, clock, eventSink, metrics }: ServerDependencies,
  callers: Callers,
): void {
  app.post(
    '/v1/behaviour',
    {
      schema: {
        summary: 'Report page views, purchases, ratings and other behaviour of a consenting viewer',
        tags: ['events'],
        body: behaviourBatchSchema,
        response: { 200: eventBatchResponseSchema, 400: problemSchema, 503: problemSchema },
      },
    },
    async (request) => {
      const caller = callers(request);
      const { current } = decider;
      if (!current) throw new ProblemError(503, 'no snapshot is loaded yet');
      const { events, consent } = request.body;
      const nowMs = clock.nowMs();

      const received = events.map((entry): Received => {
        const parsed = behaviourEventSchema.safeParse(entry);
        if (!parsed.success) return { kind: 'unknown', refused: 'malformed' };
        const { kind, placementId, occurredAtMs = nowMs } = parsed.data;
        const placement = current.placements.get(placementId);
        if (!placement) return { kind, refused: 'malformed' };
        if (!mayReport(caller, placement)) return { kind, refused: 'forged' };
        if (occurredAtMs > nowMs) return { kind, refused: 'malformed' };
        const isOwn = speaksFor(caller, placement);
        if (occurredAtMs < nowMs && !isOwn) return { kind, refused: 'forged' };
        if (!(consent?.personalization ?? isOwn)) return { kind, refused: 'not-consented' };
        return { kind, record: recordOf(parsed.data, placement, caller.ivt, occurredAtMs) };
      });
      return { outcomes: await appendReceived(received, eventSink, metrics) };
    },
  );
}

/** A server with a key of the placement's owner, or a browser on one of its domains. */
function mayReport(caller: Caller, placement: SnapshotPlacement): boolean {
  const { host } = caller;
  return (
    speaksFor(caller, placement) ||
    (host !== undefined && isAllowedHost(host, placement.allowedDomains))
  );
}

function recordOf(
  event: BehaviourEvent,
  placement: SnapshotPlacement,
  ivt: EventRecord['ivt'],
  occurredAtMs: number,
): EventRecord {
  return {
    id: newId('evt'),
    kind: event.kind,
    dedupeKey: `${placement.propertyId}:${event.id}`,
    occurredAtMs,
    marketId: placement.marketId,
    viewerKey: event.viewerKey,
    publisherOrganizationId: placement.organizationId,
    propertyId: placement.propertyId,
    placementId: placement.placementId,
    decision: null,
    itemId: event.itemId ?? null,
    categories: event.categories ?? [],
    quantity: event.quantity ?? null,
    value: event.value ?? null,
    ivt,
  };
}
