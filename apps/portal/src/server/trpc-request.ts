import { createContext } from '@placard/api';
import { clientOf } from './client-of.ts';
import { serviceContext } from './service-context.ts';
import { readSessionId } from './session-cookie.ts';

/** The API's context for a request: its session from the sealed cookie, the rest from the process. */
export async function apiContext(headers: Headers) {
  const { actor: _, ...dependencies } = serviceContext({ kind: 'anonymous' });
  return createContext(dependencies, { sessionId: await readSessionId(), ...clientOf(headers) });
}
