import {
  changePassword,
  changePasswordInput,
  chooseOrganization,
  chooseOrganizationInput,
  listSessions,
  revokeSession,
  revokeSessionInput,
  whoami,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

/** Signing in and up are not here: the portal's session layer calls those services itself and seals the cookie. */
export const authRouter = router({
  whoami: procedure.query(whoami),
  sessions: procedure.query(listSessions),
  revokeSession: procedure.input(revokeSessionInput).mutation(revokeSession),
  changePassword: procedure.input(changePasswordInput).mutation(changePassword),
  chooseOrganization: procedure.input(chooseOrganizationInput).mutation(chooseOrganization),
});
