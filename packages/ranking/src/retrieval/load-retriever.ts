import { decodeRetrievalModel, type RetrievalModel } from '@placard/contracts';
import { neighbourRetriever } from './neighbour-retriever.ts';
import type { Retriever } from './retriever.ts';
import { vectorRetriever } from './vector-retriever.ts';

/** Throws a RetrievalModelError on bytes that are no retrieval model. */
export function loadRetriever(bytes: Uint8Array): Retriever {
  return retrieverOf(decodeRetrievalModel(bytes));
}

export function retrieverOf(model: RetrievalModel): Retriever {
  return model.kind === 'neighbours' ? neighbourRetriever(model) : vectorRetriever(model);
}
