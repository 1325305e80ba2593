import type { Call } from '../input.ts';
import type { CampaignIdInput } from './schemas.ts';
import { setCampaignStatus } from './set-status.ts';

/** Stops serving within a second; budgets and figures stay. @throws not-found, conflict */
export async function pauseCampaign({ ctx, input }: Call<CampaignIdInput>): Promise<void> {
  await setCampaignStatus(ctx, 'pause', 'paused', input);
}
