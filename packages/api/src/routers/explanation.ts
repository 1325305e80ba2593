import {
  decisionIdInput,
  getExplanations,
  nameThings,
  nameThingsInput,
  requestExplanation,
  requestExplanationInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const explanationRouter = router({
  get: procedure.input(decisionIdInput).query(getExplanations),
  names: procedure.input(nameThingsInput).query(nameThings),
  request: procedure.input(requestExplanationInput).mutation(requestExplanation),
});
