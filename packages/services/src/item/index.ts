export { type ImportResult, importItems } from './import.ts';
export { importReviews } from './import-reviews.ts';
export { listItems } from './list.ts';
export type { RowProblem } from './read-csv.ts';
export * from './schemas.ts';
