import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { encodeModel, exportModel } from '@placard/graph';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ContentEncoder } from '../content-encoder.ts';
import { EncoderRefused } from '../encoder-refused.ts';
import { bertConfigSchema } from './bert-config.ts';
import { bertGraph } from './bert-graph.ts';
import { readSafetensors } from './safetensors.ts';

/** What a folder must hold: the files of a published BERT-family sentence encoder. */
export const ENCODER_FILES = [
  'config.json',
  'model.safetensors',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;

/** Longer texts are cut: an ad is shorter, and attention costs the square of the length. */
const MAX_TOKENS = 256;

/**
 * Loads a sentence encoder from a folder: weights become an ONNX graph that this package built itself, so no
 * foreign graph is ever run. @throws EncoderRefused when the files do not fit together.
 */
export async function loadSentenceEncoder(
  name: string,
  folder: string,
): Promise<ContentEncoder<string>> {
  const [configFile, weightsFile, tokenizerFile, settingsFile] = await Promise.all(
    ENCODER_FILES.map((file) => readFile(join(folder, file))),
  );
  const config = bertConfigSchema.parse(JSON.parse(String(configFile)));
  const parameters = readSafetensors(weightsFile!);
  const graph = bertGraph(config);
  for (const { tensor } of graph.parameters) {
    const size = tensor.shape.reduce<number>((total, dimension) => total * Number(dimension), 1);
    const found = parameters.get(tensor.name)?.length ?? 0;
    if (found !== size) {
      throw new EncoderRefused(`${tensor.name}: ${found} weights where config.json needs ${size}`);
    }
  }
  const session = await InferenceSession.create(encodeModel(exportModel(graph, { parameters })), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const tokenizer = new Tokenizer(
    JSON.parse(String(tokenizerFile)),
    JSON.parse(String(settingsFile)),
  );
  const maxTokens = Math.min(MAX_TOKENS, config.max_position_embeddings);

  const encodeOne = async (text: string): Promise<Float32Array> => {
    const ids = cut(tokenizer.encode(text).ids, maxTokens);
    const integers = (values: readonly number[]) =>
      new Tensor('int64', BigInt64Array.from(values, BigInt), [values.length]);
    const { embedding } = await session.run({
      ids: integers(ids),
      positions: integers(ids.map((_, i) => i)),
      segments: integers(ids.map(() => 0)),
    });
    return Float32Array.from(embedding!.data as Float32Array);
  };
  return {
    name,
    dim: config.hidden_size,
    encode: async (texts) => {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await encodeOne(text));
      return vectors;
    },
    dispose: () => session.release(),
  };
}

/** Keeps the closing separator, as the tokenizer's own truncation does. */
function cut(ids: readonly number[], limit: number): readonly number[] {
  return ids.length <= limit ? ids : [...ids.slice(0, limit - 1), ids.at(-1)!];
}
