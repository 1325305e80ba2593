import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** RFC 9457. `issues` names each refused field of a request. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
type Problem = z.infer<typeof problemSchema>;

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Server key needed',
  403: 'Not allowed here',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported content type',
  503: 'Not available now',
};

/** Thrown by a handler to answer with a problem document. The detail is shown to the caller. */
export class ProblemError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'ProblemError';
    this.statusCode = statusCode;
  }
}

/**
 * A problem that is known beforehand, answered as cheaply as can be: past the framework's serializers and hooks. Pages of
 * any origin may read it, as they may every answer.
 */
export function sendKnownProblem(reply: FastifyReply, status: number, body: string): void {
  reply.hijack();
  reply.raw.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'access-control-allow-origin': '*',
    ...(status === 503 && { 'retry-after': '1' }),
  });
  reply.raw.end(body);
}

export function problemBody(status: number, detail: string): string {
  return JSON.stringify(problem(status, detail));
}

/** Answers every error as problem+json; an unknown one never leaks its message. */
export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
    if (problem.status === 503) reply.header('retry-after', '1');
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problem);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problem(404, 'nothing is served at this address')),
  );
}

function problemOf(error: FastifyError | ProblemError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: message ?? 'is not valid',
    }));
    return { ...problem(400, 'the request does not match its schema'), issues };
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return problem(status, error.message);
  if (error instanceof ProblemError) return problem(status, error.message);
  return problem(500, 'the server failed to answer this request');
}

function problem(status: number, detail: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? 'Request failed', status, detail };
}
