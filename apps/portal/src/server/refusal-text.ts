import { ServiceError } from '@placard/services';

/** A refusal as one string; a fault says only that it was one, and goes to the log. */
export function refusalText(error: unknown): string {
  if (error instanceof ServiceError) {
    const { code, message, fields, retryAfterMs } = error;
    return JSON.stringify({ code, message, fields, retryAfterMs });
  }
  console.error('sign-in failed:', error);
  return JSON.stringify({ code: 'unavailable', message: '', fields: [], retryAfterMs: null });
}
