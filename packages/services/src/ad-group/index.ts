export { createAdGroup } from './create.ts';
export { replaceTargeting } from './replace-targeting.ts';
export * from './schemas.ts';
export { setAdGroupStatus } from './set-status.ts';
export { updateAdGroup } from './update.ts';
