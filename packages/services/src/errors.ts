/** Everything that can go wrong on purpose. Whatever else is thrown is a fault and never shown to a caller. */
export const ERROR_CODES = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'invalid',
  'throttled',
  'unavailable',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Where an input is wrong: a path such as `adGroups.0.bidMicros`, and a sentence for people. */
export type FieldProblem = { readonly path: string; readonly message: string };

/** An error whose message a caller may read. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly FieldProblem[];
  /** With `throttled`: when to try again. */
  readonly retryAfterMs: number | null;

  constructor(
    code: ErrorCode,
    message: string,
    options: { fields?: readonly FieldProblem[]; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.fields = options.fields ?? [];
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** The same words whether the row is missing or another tenant's: existence is not revealed. */
export function notFound(what: string): ServiceError {
  return new ServiceError('not-found', `${what} not found`);
}

export function invalid(message: string, path?: string): ServiceError {
  return new ServiceError('invalid', message, path ? { fields: [{ path, message }] } : {});
}

const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';
/** NUL in text, or in JSON: valid Unicode that Postgres does not store. */
const UNTRANSLATABLE = ['22021', '22P05'];

/** A constraint of the database, in words; anything else as it was. */
export function translateDatabaseError(error: unknown): unknown {
  const code = postgresCode(error);
  if (code === UNIQUE_VIOLATION) {
    return new ServiceError('conflict', 'This already exists.', { cause: error });
  }
  if (code === CHECK_VIOLATION) {
    return new ServiceError('invalid', 'A value is outside its allowed range.', { cause: error });
  }
  if (typeof code === 'string' && UNTRANSLATABLE.includes(code)) {
    return new ServiceError('invalid', 'A text holds a character that cannot be stored.', {
      cause: error,
    });
  }
  return error;
}

function postgresCode(error: unknown): unknown {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && 'severity' in at) return at.code;
  }
  return undefined;
}
