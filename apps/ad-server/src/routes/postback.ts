import { type EventOutcome, eventOutcomeSchema } from '@placard/contracts';
import { microsFromDecimal } from '@placard/domain';
import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { appendReceived, type Received } from '../durable-append.ts';
import { problemSchema } from '../problem.ts';
import { recordOf } from '../token-events.ts';

const decimalSchema = z
  .union([z.string(), z.number().transform(String)])
  .refine(
    (amount) => /^\d{1,9}(\.\d{1,6})?$/.test(amount),
    'an amount such as 12.50, without currency',
  );

const postbackSchema = z.object({
  /** The conversion token, as the landing page received it. */
  placard_click: z.string().min(16).max(2048),
  /** What was earned, in units of the market's currency. */
  value: decimalSchema.optional(),
  quantity: z.coerce.number().int().positive().max(1_000_000).optional(),
});
type Postback = z.infer<typeof postbackSchema>;

const answerSchema = z.object({ outcome: eventOutcomeSchema });
const STATUS = {
  accepted: 200,
  duplicate: 200,
  expired: 410,
  forged: 404,
  malformed: 404,
  'not-consented': 404,
} as const satisfies Record<EventOutcome, number>;

/** `GET|POST /v1/postback`: a conversion, reported by the advertiser's page or server. Counts once per click. */
export function postbackRoute(app: AdServer, dependencies: ServerDependencies): void {
  const { tokens, clock, eventSink, metrics } = dependencies;
  const response = {
    200: answerSchema,
    400: problemSchema,
    404: answerSchema,
    410: answerSchema,
    503: problemSchema,
  };
  const summary = 'Report the conversion that followed a click';

  const receive = async (postback: Postback): Promise<EventOutcome> => {
    const nowMs = clock.nowMs();
    const opened = tokens.open(postback.placard_click, nowMs);
    const received = receivedOf(opened, postback, nowMs);
    const [outcome = 'malformed'] = await appendReceived([received], eventSink, metrics);
    return outcome;
  };

  app.get(
    '/v1/postback',
    { schema: { summary, tags: ['events'], querystring: postbackSchema, response } },
    async (request, reply) => {
      const outcome = await receive(request.query);
      return reply.header('cache-control', 'no-store').code(STATUS[outcome]).send({ outcome });
    },
  );
  app.post(
    '/v1/postback',
    { schema: { summary, tags: ['events'], body: postbackSchema, response } },
    async (request, reply) => {
      const outcome = await receive(request.body);
      return reply.code(STATUS[outcome]).send({ outcome });
    },
  );
}

/** The advertiser's server is a program by nature: its user agent says nothing about the traffic. */
function receivedOf(
  opened: ReturnType<ServerDependencies['tokens']['open']>,
  { value, quantity }: Postback,
  occurredAtMs: number,
): Received {
  const kind = 'conversion';
  if (opened.outcome !== 'ok') return { kind, refused: opened.outcome };
  if (opened.token.kind !== kind) return { kind, refused: 'forged' };
  const valueMicros = value === undefined ? undefined : microsFromDecimal(value);
  return {
    kind,
    record: recordOf(opened.token, { occurredAtMs, valueMicros, quantity, ivt: null }),
  };
}
