import { z } from 'zod';
import {
  currencyField,
  emailField,
  idOf,
  nameField,
  passwordField,
  timeZoneField,
} from '../fields.ts';

/** The network address and browser of the request, where the transport knows them. */
const clientFields = {
  address: z.string().max(64).optional(),
  userAgent: z.string().max(512).optional(),
};

export const signUpInput = z.object({
  kind: z.enum(['advertiser', 'publisher']),
  name: nameField,
  email: emailField,
  password: passwordField,
  organizationName: nameField,
  timeZone: timeZoneField.default('UTC'),
  currency: currencyField.default('USD'),
  ...clientFields,
});
export type SignUpInput = z.input<typeof signUpInput>;

export const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(256),
  ...clientFields,
});
export type SignInInput = z.input<typeof signInInput>;

export const changePasswordInput = z.object({
  currentPassword: z.string().max(256),
  newPassword: passwordField,
});
export type ChangePasswordInput = z.input<typeof changePasswordInput>;

export const revokeSessionInput = z.object({ sessionId: idOf('ses') });
export type RevokeSessionInput = z.input<typeof revokeSessionInput>;

export const chooseOrganizationInput = z.object({ organizationId: idOf('org') });
export type ChooseOrganizationInput = z.input<typeof chooseOrganizationInput>;

export const firstAdminInput = z.object({
  email: emailField,
  password: passwordField,
  name: nameField.default('Administrator'),
  organizationName: nameField.default('Platform'),
});
export type FirstAdminInput = z.input<typeof firstAdminInput>;
