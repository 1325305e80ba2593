export { foldIn } from './fold-in.ts';
export { loadRetriever, retrieverOf } from './load-retriever.ts';
export { recentItems } from './recent-items.ts';
export type { RecentItem, RetrievedItem, Retriever } from './retriever.ts';
