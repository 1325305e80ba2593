export { approveCreative } from './approve.ts';
export { listReviews } from './list.ts';
export { rejectCreative } from './reject.ts';
export * from './schemas.ts';
