import { decodeRetrievalModel, type RetrievalModel } from '@placard/contracts';
import { neighbourRetriever } from './neighbour-retriever.ts';
import type { Retriever } from './retriever.ts';
import { vectorRetriever } from './vector-retriever.ts';
import { viewersRetriever } from './viewers-retriever.ts';

/** Throws a RetrievalModelError on bytes that are no retrieval model. */
export function loadRetriever(bytes: Uint8Array): Retriever {
  return retrieverOf(decodeRetrievalModel(bytes));
}

export function retrieverOf(model: RetrievalModel): Retriever {
  switch (model.kind) {
    case 'neighbours':
      return neighbourRetriever(model);
    case 'vectors':
      return vectorRetriever(model);
    case 'viewers':
      return viewersRetriever(model);
  }
}
