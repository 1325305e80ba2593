export { imagesOf, type MarketContents } from './content-input.ts';
export type { ContentModel } from './content-model.ts';
export { decodeContentModel, encodeContentModel } from './content-model-file.ts';
export { contentTable } from './content-table.ts';
export { learnContent } from './learn-content.ts';
export { topicTerms } from './market-topics.ts';
