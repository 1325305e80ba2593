import {
  createAdvertiser,
  createAdvertiserInput,
  listAdvertisers,
  updateAdvertiser,
  updateAdvertiserInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const advertiserRouter = router({
  list: procedure.query(listAdvertisers),
  create: procedure.input(createAdvertiserInput).mutation(createAdvertiser),
  update: procedure.input(updateAdvertiserInput).mutation(updateAdvertiser),
});
