export { platformOverview } from './overview.ts';
