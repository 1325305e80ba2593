import { SESSION_POLICY_SETTINGS } from '@placard/contracts';
import { z } from 'zod';
import { idOf } from '../fields.ts';

export const sessionPolicyInput = z.object({ marketId: idOf('mkt') });
export type SessionPolicyInput = z.input<typeof sessionPolicyInput>;

export const setSessionPolicyInput = z.object({
  marketId: idOf('mkt'),
  setting: z.enum(SESSION_POLICY_SETTINGS),
});
export type SetSessionPolicyInput = z.input<typeof setSessionPolicyInput>;
