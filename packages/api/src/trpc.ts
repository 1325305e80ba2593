import { type ErrorCode, type FieldProblem, ServiceError } from '@placard/services';
import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { ZodError } from 'zod';
import type { ApiContext } from './context.ts';

type TrpcCode = TRPCError['code'];

/** Every code of the services, in tRPC's words. A new code does not compile until it stands here. */
export function trpcCode(code: ErrorCode): TrpcCode {
  switch (code) {
    case 'unauthenticated':
      return 'UNAUTHORIZED';
    case 'forbidden':
      return 'FORBIDDEN';
    case 'not-found':
      return 'NOT_FOUND';
    case 'conflict':
      return 'CONFLICT';
    case 'invalid':
      return 'BAD_REQUEST';
    case 'throttled':
      return 'TOO_MANY_REQUESTS';
    case 'unavailable':
      return 'SERVICE_UNAVAILABLE';
  }
}

const UNKNOWN = 'Something went wrong on our side.';

const t = initTRPC.context<ApiContext>().create({
  transformer: superjson,
  isDev: false,
  errorFormatter({ shape, error }) {
    const fault = error.code === 'INTERNAL_SERVER_ERROR';
    const { code, httpStatus } = shape.data;
    return {
      ...shape,
      message: fault ? UNKNOWN : messageOf(error),
      // Neither stack nor cause leaves: only what a caller may read.
      data: {
        code,
        httpStatus,
        fields: fieldsOf(error.cause),
        retryAfterMs: error.cause instanceof ServiceError ? error.cause.retryAfterMs : null,
      },
    };
  },
});

function messageOf(error: TRPCError): string {
  if (error.cause instanceof ZodError) return error.cause.issues[0]?.message ?? 'Invalid input.';
  return error.message;
}

function fieldsOf(cause: unknown): readonly FieldProblem[] {
  if (cause instanceof ServiceError) return cause.fields;
  if (cause instanceof ZodError) {
    return cause.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  }
  return [];
}

/** A service's error becomes tRPC's; anything else is a fault, logged by the transport and shown to nobody. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof ServiceError) {
    throw new TRPCError({ code: trpcCode(cause.code), message: cause.message, cause });
  }
  throw result.error;
});

export const router = t.router;
/** Services authorise: a procedure parses, makes one call and returns what came of it. */
export const procedure = t.procedure.use(mapErrors);
export const createCallerFactory = t.createCallerFactory;
