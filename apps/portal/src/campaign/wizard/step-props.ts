import type { CampaignDraft } from './draft.ts';

export type StepProps = {
  draft: CampaignDraft;
  set: (patch: Partial<CampaignDraft>) => void;
  errors: Readonly<Record<string, string>>;
  currency: string;
  timeZone: string;
  today: string;
};
