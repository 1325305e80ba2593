export { type ListAssetsInput, listAssets, listAssetsInput } from './list.ts';
export * from './schemas.ts';
export { uploadAsset } from './upload.ts';
