import {
  archiveCampaign,
  campaignIdInput,
  createAd,
  createAdGroup,
  createAdGroupInput,
  createAdInput,
  createCampaign,
  createCampaignInput,
  getCampaign,
  listCampaigns,
  listCampaignsInput,
  pauseCampaign,
  replaceTargeting,
  replaceTargetingInput,
  resumeCampaign,
  setAdGroupStatus,
  setAdGroupStatusInput,
  setAdStatus,
  setAdStatusInput,
  updateAdGroup,
  updateAdGroupInput,
  updateCampaign,
  updateCampaignInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const campaignRouter = router({
  list: procedure.input(listCampaignsInput).query(listCampaigns),
  get: procedure.input(campaignIdInput).query(getCampaign),
  create: procedure.input(createCampaignInput).mutation(createCampaign),
  update: procedure.input(updateCampaignInput).mutation(updateCampaign),
  pause: procedure.input(campaignIdInput).mutation(pauseCampaign),
  resume: procedure.input(campaignIdInput).mutation(resumeCampaign),
  archive: procedure.input(campaignIdInput).mutation(archiveCampaign),
});

export const adGroupRouter = router({
  create: procedure.input(createAdGroupInput).mutation(createAdGroup),
  update: procedure.input(updateAdGroupInput).mutation(updateAdGroup),
  setStatus: procedure.input(setAdGroupStatusInput).mutation(setAdGroupStatus),
  replaceTargeting: procedure.input(replaceTargetingInput).mutation(replaceTargeting),
});

export const adRouter = router({
  create: procedure.input(createAdInput).mutation(createAd),
  setStatus: procedure.input(setAdStatusInput).mutation(setAdStatus),
});
