import { servingPolicySchema } from '@placard/contracts';
import { z } from 'zod';
import { currencyField, idOf, nameField } from '../fields.ts';

export const setExplorationInput = z.object({
  marketId: idOf('mkt'),
  /** Share of decisions explored. */
  exploration: z.number().min(0).max(1),
});
export type SetExplorationInput = z.input<typeof setExplorationInput>;

export const setFairnessInput = z.object({
  marketId: idOf('mkt'),
  /** Names of declared viewer attributes, such as `age`. */
  attributes: z.array(z.string().trim().min(1).max(64)).max(10),
});
export type SetFairnessInput = z.input<typeof setFairnessInput>;

export const engagementInput = z.object({ marketId: idOf('mkt') });
export type EngagementInput = z.input<typeof engagementInput>;

export const setPolicyInput = z.object({ marketId: idOf('mkt'), policy: servingPolicySchema });
export type SetPolicyInput = z.input<typeof setPolicyInput>;

export const marketOnlineInput = z.object({ marketId: idOf('mkt') });
export type MarketOnlineInput = z.input<typeof marketOnlineInput>;

export const createMarketInput = z.object({
  name: nameField,
  currency: currencyField.default('USD'),
  exploration: z.number().min(0).max(1).default(0.1),
});
export type CreateMarketInput = z.input<typeof createMarketInput>;
