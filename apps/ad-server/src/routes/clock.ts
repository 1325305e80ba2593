import { z } from 'zod';
import type { AdServer, ServerDependencies } from '../dependencies.ts';
import { ProblemError, problemSchema } from '../problem.ts';
import type { Callers } from '../request/caller.ts';

const clockSchema = z.object({ nowMs: z.number().nonnegative().max(8.64e15) });

/** `PUT /v1/clock`: moves a simulated day. The address does not exist on a server with the system's clock. */
export function clockRoute(
  app: AdServer,
  { steerableClock }: ServerDependencies,
  callers: Callers,
): void {
  if (!steerableClock) return;
  app.put(
    '/v1/clock',
    {
      schema: {
        summary: 'Set the simulated clock',
        tags: ['simulation'],
        security: [{ serverKey: [] }],
        body: clockSchema,
        response: { 200: clockSchema, 400: problemSchema, 401: problemSchema },
      },
    },
    async (request) => {
      if (!callers(request).trusted) throw new ProblemError(401, 'the clock needs a server key');
      steerableClock.set(request.body.nowMs);
      return { nowMs: steerableClock.nowMs() };
    },
  );
}
