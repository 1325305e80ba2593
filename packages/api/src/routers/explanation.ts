import {
  decisionIdInput,
  getExplanations,
  requestExplanation,
  requestExplanationInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const explanationRouter = router({
  get: procedure.input(decisionIdInput).query(getExplanations),
  request: procedure.input(requestExplanationInput).mutation(requestExplanation),
});
