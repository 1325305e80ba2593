export { getExplanations } from './get.ts';
export { nameThings } from './name-things.ts';
export { requestExplanation } from './request.ts';
export * from './schemas.ts';
