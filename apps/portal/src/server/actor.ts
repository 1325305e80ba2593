import { type Actor, checkSession } from '@placard/services';
import { cache } from 'react';
import { serviceContext } from './service-context.ts';
import { readSessionId } from './session-cookie.ts';

/** Who sends this request, by its cookie; asked once a request. */
export const requestActor = cache(async (): Promise<Actor> => {
  const sessionId = await readSessionId();
  return checkSession(serviceContext({ kind: 'anonymous' }), sessionId);
});
