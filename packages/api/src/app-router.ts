import { apiKeyRouter, memberRouter, organizationRouter } from './routers/account.ts';
import { adminRouter } from './routers/admin.ts';
import { advertiserRouter } from './routers/advertiser.ts';
import { authRouter } from './routers/auth.ts';
import { adGroupRouter, adRouter, campaignRouter } from './routers/campaign.ts';
import { assetRouter, creativeRouter } from './routers/creative.ts';
import { decisionRouter } from './routers/decision.ts';
import { experimentRouter } from './routers/experiment.ts';
import { explanationRouter } from './routers/explanation.ts';
import { itemRouter } from './routers/item.ts';
import { marketRouter } from './routers/market.ts';
import { reportRouter } from './routers/report.ts';
import { reviewRouter } from './routers/review.ts';
import { placementRouter, propertyRouter, publisherRouter } from './routers/supply.ts';
import { modelRouter, trainingRouter } from './routers/training.ts';
import { walletRouter } from './routers/wallet.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  auth: authRouter,
  organization: organizationRouter,
  member: memberRouter,
  apiKey: apiKeyRouter,
  advertiser: advertiserRouter,
  wallet: walletRouter,
  item: itemRouter,
  campaign: campaignRouter,
  adGroup: adGroupRouter,
  ad: adRouter,
  creative: creativeRouter,
  asset: assetRouter,
  publisher: publisherRouter,
  property: propertyRouter,
  placement: placementRouter,
  report: reportRouter,
  review: reviewRouter,
  market: marketRouter,
  training: trainingRouter,
  model: modelRouter,
  experiment: experimentRouter,
  decision: decisionRouter,
  explanation: explanationRouter,
  admin: adminRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures without a transport: server components and tests. */
export const createCaller = createCallerFactory(appRouter);
