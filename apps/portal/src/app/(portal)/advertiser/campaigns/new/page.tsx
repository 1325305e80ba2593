import type { Metadata } from 'next';
import { CampaignWizard } from '../../../../../campaign/wizard/campaign-wizard.tsx';

export const metadata: Metadata = { title: 'New campaign' };

export default function Page() {
  return <CampaignWizard />;
}
