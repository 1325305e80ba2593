import {
  decisionIdInput,
  explainDecision,
  listAdvertiserDecisions,
  listAdvertiserDecisionsInput,
  listDecisions,
  listDecisionsInput,
  listPublisherDecisions,
  listPublisherDecisionsInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const decisionRouter = router({
  /** Whole records, for staff. */
  list: procedure.input(listDecisionsInput).query(listDecisions),
  explain: procedure.input(decisionIdInput).query(explainDecision),
  /** Each tenant's own, in its own columns. */
  listAdvertiser: procedure.input(listAdvertiserDecisionsInput).query(listAdvertiserDecisions),
  listPublisher: procedure.input(listPublisherDecisionsInput).query(listPublisherDecisions),
});
