export { getModelVersion } from './get.ts';
export { listModelVersions } from './list.ts';
export { promoteModel } from './promote.ts';
export { rollbackModel } from './rollback.ts';
export * from './schemas.ts';
