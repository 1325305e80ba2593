import {
  addCreativeVersion,
  addCreativeVersionInput,
  createCreative,
  createCreativeInput,
  creativeIdInput,
  getCreative,
  listAssets,
  listAssetsInput,
  listCreatives,
  listCreativesInput,
  uploadAsset,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';
import { uploadForm } from '../upload-form.ts';

export const creativeRouter = router({
  list: procedure.input(listCreativesInput).query(listCreatives),
  get: procedure.input(creativeIdInput).query(getCreative),
  create: procedure.input(createCreativeInput).mutation(createCreative),
  addVersion: procedure.input(addCreativeVersionInput).mutation(addCreativeVersion),
});

export const assetRouter = router({
  list: procedure.input(listAssetsInput).query(listAssets),
  /** Takes FormData: send it over httpLink, which leaves it as it is. */
  upload: procedure.input(uploadForm).mutation(uploadAsset),
});
