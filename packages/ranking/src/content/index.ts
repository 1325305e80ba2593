export { type ContentIndex, contentIndexOf, loadContent } from './content-index.ts';
export { type ContentVectors, similarity, type ViewerContent } from './content-vectors.ts';
export { viewerContent } from './viewer-content.ts';
