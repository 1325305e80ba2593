import type { EventToken } from '@placard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { appendReceived } from '../durable-append.ts';
import { countOutcome } from '../metrics.ts';
import type { Callers } from '../request/caller.ts';
import { recordOf } from '../token-events.ts';

const CONVERSION_PARAMETER = 'placard_click';

/** The address of a click, for the decider. */
export function clickUrl(publicUrl: string, clickToken: string, conversionToken: string): string {
  return `${publicUrl}/v1/click/${clickToken}?c=${conversionToken}`;
}

/**
 * `GET /v1/click/:token`: counts the click, then leads to the landing page stored with the ad. Nothing in
 * the address chooses where: without a valid token there is a plain page and no redirect.
 */
export function clickRoute(
  app: AdServer,
  dependencies: ServerDependencies,
  callers: Callers,
): void {
  const { decider, tokens, clock, eventSink, metrics } = dependencies;

  app.get(
    '/v1/click/:token',
    {
      schema: {
        summary: 'Count a click and go to the landing page',
        tags: ['events'],
        params: z.object({ token: z.string() }),
        querystring: z.object({
          c: z.unknown().optional().describe('The conversion token to pass on'),
        }),
        response: {
          302: z.undefined().describe('To the landing page of the ad'),
          204: z.undefined().describe('A prefetch: nothing is counted'),
          404: z.string().describe('Not a click of ours'),
          410: z.string().describe('The click is too old, or its ad is gone'),
          503: z.string().describe('The click could not be made durable'),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store').header('x-robots-tag', 'noindex');
      const { token: sealed } = request.params;
      if (isPrefetch(request)) return reply.code(204).send();
      if (!isVerbatim(request, sealed)) return refuse(reply, 404, 'malformed');

      const { ivt } = callers(request);
      const nowMs = clock.nowMs();
      const opened = tokens.open(sealed, nowMs);
      if (opened.outcome === 'expired') return refuse(reply, 410, 'expired');
      if (opened.outcome !== 'ok') return refuse(reply, 404, opened.outcome);
      const { token } = opened;
      if (token.kind !== 'click') return refuse(reply, 404, 'forged');

      const landingUrl = decider.current?.landingUrls.get(token.adId);
      if (!landingUrl || !isWebAddress(landingUrl))
        return sendPage(reply, decider.current ? 410 : 503);
      const record = recordOf(token, { occurredAtMs: nowMs, ivt });
      try {
        await appendReceived([{ kind: 'click', record }], eventSink, metrics);
      } catch (error) {
        request.log.error({ err: error }, 'a click could not be made durable');
        return sendPage(reply.header('retry-after', '1'), 503);
      }
      return reply.redirect(destination(landingUrl, token, request.query.c, nowMs), 302);
    },
  );

  app.route({
    method: ['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/v1/click/:token',
    schema: { hide: true },
    handler: (_request, reply) => reply.header('allow', 'GET').code(405).send(),
  });

  function refuse(
    reply: FastifyReply,
    status: 404 | 410,
    outcome: 'expired' | 'forged' | 'malformed',
  ) {
    countOutcome(metrics, 'click', outcome);
    return sendPage(reply, status);
  }

  /** The conversion token in the address goes along only when it is the same decision's. */
  function destination(landingUrl: string, click: EventToken, conversion: unknown, nowMs: number) {
    const url = new URL(landingUrl);
    const opened = typeof conversion === 'string' && tokens.open(conversion, nowMs);
    const belongs =
      opened &&
      opened.outcome === 'ok' &&
      opened.token.kind === 'conversion' &&
      opened.token.decisionId === click.decisionId;
    if (belongs) url.search += `${url.search ? '&' : '?'}${CONVERSION_PARAMETER}=${conversion}`;
    return url.href;
  }
}

/** A browser that only prepares for a click has not made one. */
function isPrefetch({ headers }: FastifyRequest): boolean {
  return ['sec-purpose', 'purpose', 'x-moz'].some((name) =>
    String(headers[name] ?? '').includes('prefetch'),
  );
}

/** A token is base64url and needs no escapes: an escaped one was tampered with. */
function isVerbatim(request: FastifyRequest, token: string): boolean {
  return request.url.split('?', 1)[0] === `/v1/click/${token}`;
}

/** Landing pages are checked when saved; this is the last door. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

const PAGES = {
  404: ['This link is not valid', 'It may be incomplete. Please go back and try again.'],
  410: ['This advertisement has ended', 'There is nothing behind this link any more.'],
  503: ['One moment', 'Please go back and try again in a few seconds.'],
} as const;

function sendPage(reply: FastifyReply, status: keyof typeof PAGES) {
  const [title, text] = PAGES[status];
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .serializer(String)
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
        `<title>${title}</title><style>:root{color-scheme:light dark;font:1rem/1.6 system-ui,sans-serif}` +
        `body{max-width:32rem;margin:20vh auto;padding:0 1rem}</style><h1>${title}</h1><p>${text}</p></html>`,
    );
}
