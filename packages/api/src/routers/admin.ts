import {
  listOrganizations,
  listPlatformAudit,
  listPlatformAuditInput,
  listUsers,
  listUsersInput,
  platformOverview,
  setPublisherShare,
  setPublisherShareInput,
  setUserDisabled,
  setUserDisabledInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

/** What platform staff see and do over all tenants. */
export const adminRouter = router({
  overview: procedure.query(platformOverview),
  organizations: procedure.query(listOrganizations),
  users: procedure.input(listUsersInput).query(listUsers),
  setUserDisabled: procedure.input(setUserDisabledInput).mutation(setUserDisabled),
  setPublisherShare: procedure.input(setPublisherShareInput).mutation(setPublisherShare),
  audit: procedure.input(listPlatformAuditInput).query(listPlatformAudit),
});
