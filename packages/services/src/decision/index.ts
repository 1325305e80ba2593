export { explainDecision } from './explain.ts';
export { listDecisions } from './list.ts';
export {
  type ListAdvertiserDecisionsInput,
  type ListPublisherDecisionsInput,
  listAdvertiserDecisions,
  listAdvertiserDecisionsInput,
  listPublisherDecisions,
  listPublisherDecisionsInput,
} from './list-own.ts';
export * from './schemas.ts';
