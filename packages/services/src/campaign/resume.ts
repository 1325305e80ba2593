import type { Call } from '../input.ts';
import type { CampaignIdInput } from './schemas.ts';
import { setCampaignStatus } from './set-status.ts';

/** Serves again, within its schedule and budget. Also starts a draft. @throws not-found, conflict */
export async function resumeCampaign({ ctx, input }: Call<CampaignIdInput>): Promise<void> {
  await setCampaignStatus(ctx, 'resume', 'active', input);
}
