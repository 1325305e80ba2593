import {
  importItems,
  importItemsInput,
  importReviews,
  importReviewsInput,
  listItems,
  listItemsInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const itemRouter = router({
  list: procedure.input(listItemsInput).query(listItems),
  import: procedure.input(importItemsInput).mutation(importItems),
  importReviews: procedure.input(importReviewsInput).mutation(importReviews),
});
