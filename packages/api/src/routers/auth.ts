import {
  changePassword,
  changePasswordInput,
  chooseOrganization,
  chooseOrganizationInput,
  listSessions,
  revokeSession,
  revokeSessionInput,
  signUp,
  signUpInput,
  whoami,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

/** Signing in is not here: the portal's session layer calls that service itself and seals the cookie. */
export const authRouter = router({
  whoami: procedure.query(whoami),
  signUp: procedure
    .input(signUpInput.omit({ address: true, userAgent: true }))
    .mutation(({ ctx, input }) => signUp({ ctx, input: { ...input, ...ctx.client } })),
  sessions: procedure.query(listSessions),
  revokeSession: procedure.input(revokeSessionInput).mutation(revokeSession),
  changePassword: procedure.input(changePasswordInput).mutation(changePassword),
  chooseOrganization: procedure.input(chooseOrganizationInput).mutation(chooseOrganization),
});
