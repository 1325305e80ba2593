import { cookies } from 'next/headers';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { readEnv } from '../env.ts';
import { authSecret } from './auth-secret.ts';

/** Over https the name binds the cookie to it. */
export function sessionCookieName(): string {
  return readEnv().portalUrl.startsWith('https:') ? '__Secure-placard-session' : 'placard-session';
}

const sealedSchema = z.object({ sessionId: z.string() });

/** The session id sealed in the request's cookie; null for none, a forged or an expired one. */
export async function readSessionId(): Promise<string | null> {
  const sealed = (await cookies()).get(sessionCookieName())?.value;
  if (!sealed) return null;
  try {
    const token = await decode({ token: sealed, secret: authSecret(readEnv().secret) });
    return sealedSchema.safeParse(token).data?.sessionId ?? null;
  } catch {
    return null;
  }
}
