export { addCreativeVersion } from './add-version.ts';
export { createCreative } from './create.ts';
export { getCreative } from './get.ts';
export { listCreatives } from './list.ts';
export * from './schemas.ts';
