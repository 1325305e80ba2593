import {
  approveCreative,
  approveInput,
  listReviews,
  listReviewsInput,
  rejectCreative,
  rejectInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const reviewRouter = router({
  list: procedure.input(listReviewsInput).query(listReviews),
  approve: procedure.input(approveInput).mutation(approveCreative),
  reject: procedure.input(rejectInput).mutation(rejectCreative),
});
