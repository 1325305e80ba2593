export { type AssetUrl, buildSnapshot, type SnapshotOptions } from './build.ts';
