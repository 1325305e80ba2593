import type { Call } from '../input.ts';
import type { CampaignIdInput } from './schemas.ts';
import { setCampaignStatus } from './set-status.ts';

/** Stops for good and leaves the lists; figures stay. @throws not-found, conflict */
export async function archiveCampaign({ ctx, input }: Call<CampaignIdInput>): Promise<void> {
  await setCampaignStatus(ctx, 'archive', 'archived', input);
}
