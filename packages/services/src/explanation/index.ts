export { getExplanations } from './get.ts';
export { requestExplanation } from './request.ts';
export * from './schemas.ts';
