export { archiveCampaign } from './archive.ts';
export { createCampaign } from './create.ts';
export { getCampaign } from './get.ts';
export type { CampaignState } from './internal.ts';
export { listCampaigns } from './list.ts';
export { pauseCampaign } from './pause.ts';
export { resumeCampaign } from './resume.ts';
export * from './schemas.ts';
export { updateCampaign } from './update.ts';
