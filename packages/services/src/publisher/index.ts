export { createPublisher } from './create.ts';
export { listPublishers } from './list.ts';
export * from './schemas.ts';
export { setPublisherShare } from './set-share.ts';
export { updatePublisher } from './update.ts';
