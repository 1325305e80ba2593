import {
  createMarket,
  createMarketInput,
  listMarkets,
  listTenantMarkets,
  setExploration,
  setExplorationInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const marketRouter = router({
  /** The markets a tenant may trade in. */
  available: procedure.query(listTenantMarkets),
  list: procedure.query(listMarkets),
  create: procedure.input(createMarketInput).mutation(createMarket),
  setExploration: procedure.input(setExplorationInput).mutation(setExploration),
});
