import { checkSession, revokeSession, signIn, signUp } from '@placard/services';
import type { AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { readEnv } from '../env.ts';
import { authSecret } from './auth-secret.ts';
import { clientOf } from './client-of.ts';
import { refusalText } from './refusal-text.ts';
import { serviceContext } from './service-context.ts';
import { sessionCookieName } from './session-cookie.ts';

const SESSION_SECONDS = 30 * 24 * 60 * 60;

/**
 * next-auth carries the cookie and nothing else: a password becomes a session row in services, the sealed
 * cookie holds that row's id, and each request asks services what the row is still worth.
 */
export function authOptions(): AuthOptions {
  const env = readEnv();
  return {
    secret: authSecret(env.secret),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: {
          httpOnly: true,
          sameSite: 'lax',
          path: '/',
          secure: env.portalUrl.startsWith('https:'),
        },
      },
    },
    providers: [
      Credentials({
        id: 'credentials',
        credentials: { email: {}, password: {} },
        authorize: (input, request) =>
          answer(() =>
            signIn({
              ctx: serviceContext({ kind: 'anonymous' }),
              input: {
                email: input?.email ?? '',
                password: input?.password ?? '',
                ...clientOf(new Headers(request.headers)),
              },
            }),
          ),
      }),
      Credentials({
        id: 'sign-up',
        credentials: {
          kind: {},
          name: {},
          email: {},
          password: {},
          organizationName: {},
          timeZone: {},
          currency: {},
        },
        authorize: (input, request) =>
          answer(() =>
            signUp({
              ctx: serviceContext({ kind: 'anonymous' }),
              input: {
                kind: input?.kind === 'publisher' ? 'publisher' : 'advertiser',
                name: input?.name ?? '',
                email: input?.email ?? '',
                password: input?.password ?? '',
                organizationName: input?.organizationName ?? '',
                timeZone: input?.timeZone || 'UTC',
                currency: input?.currency || 'USD',
                ...clientOf(new Headers(request.headers)),
              },
            }),
          ),
      }),
    ],
    callbacks: {
      // A token holds the session's id alone: names and roles are read anew, never from a cookie.
      jwt: ({ token, user }) => ({
        sessionId: user && 'sessionId' in user ? user.sessionId : token.sessionId,
      }),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const sessionId = typeof token?.sessionId === 'string' ? token.sessionId : null;
        const actor = await checkSession(serviceContext({ kind: 'anonymous' }), sessionId);
        if (actor.kind !== 'user' && actor.kind !== 'staff') return;
        await revokeSession({
          ctx: serviceContext(actor),
          input: { sessionId: actor.sessionId as `ses_${string}` },
        });
      },
    },
  };
}

/** next-auth lets one string through to the form: the refusal travels in it. */
async function answer(work: () => Promise<{ userId: string; sessionId: string }>) {
  try {
    const { userId, sessionId } = await work();
    return { id: userId, sessionId };
  } catch (error) {
    throw new Error(refusalText(error));
  }
}
