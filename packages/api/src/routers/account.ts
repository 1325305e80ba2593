import {
  addMember,
  addMemberInput,
  apiKeyIdInput,
  createApiKey,
  createApiKeyInput,
  listApiKeys,
  listAudit,
  listAuditInput,
  listMembers,
  membershipIdInput,
  removeMember,
  renameOrganization,
  renameOrganizationInput,
  revokeApiKey,
  setMemberRole,
  setMemberRoleInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

/** The signed-in person's organization: its name, its audit log. */
export const organizationRouter = router({
  rename: procedure.input(renameOrganizationInput).mutation(renameOrganization),
  audit: procedure.input(listAuditInput).query(listAudit),
});

export const memberRouter = router({
  list: procedure.query(listMembers),
  add: procedure.input(addMemberInput).mutation(addMember),
  setRole: procedure.input(setMemberRoleInput).mutation(setMemberRole),
  remove: procedure.input(membershipIdInput).mutation(removeMember),
});

export const apiKeyRouter = router({
  list: procedure.query(listApiKeys),
  create: procedure.input(createApiKeyInput).mutation(createApiKey),
  revoke: procedure.input(apiKeyIdInput).mutation(revokeApiKey),
});
