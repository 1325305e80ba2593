import type { ApiOutputs } from '../trpc/outputs.ts';

export type Role = ApiOutputs['member']['list'][number]['role'];

/** What a person can be made; staff is given and taken elsewhere. */
export const ROLES = [
  { value: 'owner', label: 'Owner', hint: 'All of it: people, keys, buying and selling' },
  { value: 'advertiser', label: 'Buyer', hint: 'Campaigns, creatives and the catalogue' },
  { value: 'publisher', label: 'Seller', hint: 'Properties, placements and revenue' },
  { value: 'viewer', label: 'Reader', hint: 'Sees everything, changes nothing' },
] as const;

export function roleLabel(role: Role): string {
  return ROLES.find(({ value }) => value === role)?.label ?? 'Staff';
}
