export { createAdvertiser } from './create.ts';
export { listAdvertisers } from './list.ts';
export * from './schemas.ts';
export { updateAdvertiser } from './update.ts';
