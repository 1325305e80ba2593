export { getRetrieval } from './get.ts';
export {
  type RetrievalMarketInput,
  retrievalInput,
  type SetRetrievalInput,
  setRetrievalInput,
} from './schemas.ts';
export { setRetrieval } from './set.ts';
