export { createProperty } from './create.ts';
export { listProperties } from './list.ts';
export * from './schemas.ts';
export { updateProperty } from './update.ts';
