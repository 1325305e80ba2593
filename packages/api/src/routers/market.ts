import {
  createMarket,
  createMarketInput,
  engagementInput,
  getRetraining,
  getRetrieval,
  listMarkets,
  listTenantMarkets,
  marketEngagement,
  retrainingInput,
  retrievalInput,
  setExploration,
  setExplorationInput,
  setFairness,
  setFairnessInput,
  setRetraining,
  setRetrainingInput,
  setRetrieval,
  setRetrievalInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const marketRouter = router({
  /** The markets a tenant may trade in. */
  available: procedure.query(listTenantMarkets),
  list: procedure.query(listMarkets),
  engagement: procedure.input(engagementInput).query(marketEngagement),
  create: procedure.input(createMarketInput).mutation(createMarket),
  setFairness: procedure.input(setFairnessInput).mutation(setFairness),
  retraining: procedure.input(retrainingInput).query(getRetraining),
  setRetraining: procedure.input(setRetrainingInput).mutation(setRetraining),
  retrieval: procedure.input(retrievalInput).query(getRetrieval),
  setRetrieval: procedure.input(setRetrievalInput).mutation(setRetrieval),
  setExploration: procedure.input(setExplorationInput).mutation(setExploration),
});
