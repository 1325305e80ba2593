import { z } from 'zod';
import { MEMBER_ROLES } from '../actor.ts';
import { emailField, idOf, nameField } from '../fields.ts';

export const addMemberInput = z.object({
  name: nameField,
  email: emailField,
  /** `staff` in the platform's organization, by staff, alone. */
  role: z.enum(MEMBER_ROLES),
});
export type AddMemberInput = z.input<typeof addMemberInput>;

export const setMemberRoleInput = z.object({
  membershipId: idOf('mem'),
  role: z.enum(MEMBER_ROLES).exclude(['staff']),
});
export type SetMemberRoleInput = z.input<typeof setMemberRoleInput>;

export const membershipIdInput = z.object({ membershipId: idOf('mem') });
export type MembershipIdInput = z.input<typeof membershipIdInput>;
