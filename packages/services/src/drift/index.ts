export { listDrift } from './list.ts';
