export { createAd } from './create.ts';
export * from './schemas.ts';
export { setAdStatus } from './set-status.ts';
