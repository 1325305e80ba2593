import { advertiserRouter } from './routers/advertiser.ts';
import { authRouter } from './routers/auth.ts';
import { adGroupRouter, adRouter, campaignRouter } from './routers/campaign.ts';
import { assetRouter, creativeRouter } from './routers/creative.ts';
import { marketRouter } from './routers/market.ts';
import { reportRouter } from './routers/report.ts';
import { placementRouter, propertyRouter, publisherRouter } from './routers/supply.ts';
import { createCallerFactory, router } from './trpc.ts';

export const appRouter = router({
  auth: authRouter,
  advertiser: advertiserRouter,
  campaign: campaignRouter,
  adGroup: adGroupRouter,
  ad: adRouter,
  creative: creativeRouter,
  asset: assetRouter,
  publisher: publisherRouter,
  property: propertyRouter,
  placement: placementRouter,
  report: reportRouter,
  market: marketRouter,
});
export type AppRouter = typeof appRouter;

/** Calls procedures without a transport: server components and tests. */
export const createCaller = createCallerFactory(appRouter);
