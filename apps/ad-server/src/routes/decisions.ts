import {
  type DecisionRequest,
  decisionRequestSchema,
  decisionResponseSchema,
  NO_FILL,
} from '@placard/contracts';
import { newId } from '@placard/domain';
import type { DecisionOutcome, RequestFacts } from '@placard/serving';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { createOverloadGate } from '../overload.ts';
import { ProblemError, problemBody, problemSchema, sendKnownProblem } from '../problem.ts';
import { type Caller, type Callers, speaksFor } from '../request/caller.ts';
import { primaryLanguage } from '../request/language.ts';
import { isAllowedHost } from '../request/origin.ts';

const DEFAULT_TIMEOUT_MS = 250;
const OVERLOADED = problemBody(503, 'more is asked than this server can answer in time');

/** `POST /v1/decisions`: an ad or a reason for every slot. Deciding may fail or stall; the answer does not. */
export function decisionRoute(
  app: AdServer,
  dependencies: ServerDependencies,
  callers: Callers,
): void {
  const { decider, metrics, decisionTimeoutMs = DEFAULT_TIMEOUT_MS } = dependencies;
  const logRecords = recordLogger(app, dependencies);
  const gate = createOverloadGate(dependencies.overload);

  app.post(
    '/v1/decisions',
    {
      schema: {
        summary: 'Choose an ad for every slot of a page',
        tags: ['decisions'],
        body: decisionRequestSchema,
        response: {
          200: decisionResponseSchema,
          400: problemSchema,
          401: problemSchema,
          403: problemSchema,
          503: problemSchema,
        },
      },
      // Before the body is read: a refusal must cost next to nothing.
      onRequest: (_request, reply, done) => {
        if (gate.admits(reply.raw)) {
          done();
        } else {
          metrics.decisionsRefused.inc();
          sendKnownProblem(reply, 503, OVERLOADED);
        }
      },
    },
    async (request, reply) => {
      await new Promise<void>((start) => gate.inTurn(reply.raw, start));
      const stopTimer = metrics.decisionSeconds.startTimer();
      const caller = callers(request);
      const { body } = request;
      refuseWhatNeedsAServerKey(body, caller);
      refuseForeignPages(body, caller);

      const facts = factsOf(body, caller, request.headers['accept-language']);
      const outcome = await withinTime(decider.decide(body, facts), decisionTimeoutMs).catch(
        (error: unknown) => {
          metrics.decisionFailures.inc({
            cause: error instanceof TimeoutError ? 'timeout' : 'error',
          });
          request.log.error({ err: error }, 'a decision failed; its slots stay empty');
          return emptyOutcome(body);
        },
      );

      reply.send(outcome.response);
      stopTimer();
      for (const { ad, ...slot } of outcome.response.slots) {
        const reason = 'noFill' in slot ? slot.noFill.reason : 'filled';
        metrics.decisions.inc({ outcome: ad?.house ? 'house' : reason });
      }
      logRecords(outcome);
      return reply;
    },
  );

  function refuseForeignPages({ opportunities }: DecisionRequest, caller: Caller): void {
    for (const { placementId } of opportunities) {
      const placement = decider.current?.placements.get(placementId);
      if (!placement || speaksFor(caller, placement)) continue;
      if (!isAllowedHost(caller.host, placement.allowedDomains)) {
        throw new ProblemError(
          403,
          `placement ${placementId} does not serve on this page's domain`,
        );
      }
    }
  }
}

function refuseWhatNeedsAServerKey(
  body: DecisionRequest,
  { trusted, organizationId, host }: Caller,
): void {
  if (trusted) return;
  if (body.restrictToAds || body.excludeAds) {
    throw new ProblemError(401, 'restrictToAds and excludeAds need a server key of the platform');
  }
  if (body.viewer.key && host === undefined && organizationId === null) {
    throw new ProblemError(401, 'a viewer key sent by a server needs a server key');
  }
}

function factsOf(
  { page }: DecisionRequest,
  { agent, trusted }: Caller,
  acceptLanguage: string | undefined,
): RequestFacts {
  return {
    device: agent.device ?? null,
    os: agent.os ?? null,
    browser: agent.browser ?? null,
    country: null,
    language: primaryLanguage(page.language, acceptLanguage) ?? null,
    trusted,
  };
}

function emptyOutcome({ opportunities }: DecisionRequest): DecisionOutcome {
  const noFill = { nbr: NO_FILL['not-ready'], reason: 'not-ready' } as const;
  const slots = opportunities.map(({ slotId }) => ({
    slotId,
    decisionId: newId('dec'),
    ad: null,
    noFill,
  }));
  return { response: { requestId: newId('req'), slots }, records: [] };
}

/** Appends records behind the answer; closing the server waits for those under way. */
function recordLogger(app: AdServer, { eventSink, metrics }: ServerDependencies) {
  const underWay = new Set<Promise<void>>();
  app.addHook('onClose', async () => {
    await Promise.all(underWay);
  });
  return (outcome: DecisionOutcome): void => {
    const { shadowed } = outcome;
    const records = shadowed ? null : outcome.records;
    if (records?.length === 0) return;
    const append = Promise.resolve(records ?? shadowed?.() ?? [])
      .then(eventSink.appendDecisions)
      .catch((error: unknown) => {
        metrics.decisionLogFailures.inc(outcome.response.slots.length);
        app.log.error({ err: error }, 'decisions could not be logged');
      })
      .finally(() => underWay.delete(append));
    underWay.add(append);
  };
}

class TimeoutError extends Error {}

function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(`no decision in ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
