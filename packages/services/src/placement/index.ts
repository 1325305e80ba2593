export { archivePlacement } from './archive.ts';
export { createPlacement } from './create.ts';
export { listPlacements } from './list.ts';
export * from './schemas.ts';
export { placementTag } from './tag.ts';
export { updatePlacement } from './update.ts';
