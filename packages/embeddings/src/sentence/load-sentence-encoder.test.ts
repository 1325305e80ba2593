import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EncoderRefused } from '../encoder-refused.ts';
import { loadSentenceEncoder } from './load-sentence-encoder.ts';

const WORDS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'warm', 'shoes', 'for', 'winter', '##s'];
const HIDDEN = 4;
const INNER = 6;
const HEADS = 2;
const EPSILON = 1e-12;
const CONFIG = {
  model_type: 'bert',
  hidden_act: 'gelu',
  hidden_size: HIDDEN,
  intermediate_size: INNER,
  num_attention_heads: HEADS,
  num_hidden_layers: 1,
  max_position_embeddings: 5,
  layer_norm_eps: EPSILON,
  vocab_size: WORDS.length,
  type_vocab_size: 2,
};
const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true, strip_accents: null },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, i) => [word, i])),
  },
};
const LAYER = 'encoder.layer.0';
const SHAPES: Record<string, number[]> = {
  'embeddings.word_embeddings.weight': [WORDS.length, HIDDEN],
  'embeddings.position_embeddings.weight': [5, HIDDEN],
  'embeddings.token_type_embeddings.weight': [2, HIDDEN],
  ...dense(`${LAYER}.attention.self.query`, HIDDEN, HIDDEN),
  ...dense(`${LAYER}.attention.self.key`, HIDDEN, HIDDEN),
  ...dense(`${LAYER}.attention.self.value`, HIDDEN, HIDDEN),
  ...dense(`${LAYER}.attention.output.dense`, HIDDEN, HIDDEN),
  ...dense(`${LAYER}.intermediate.dense`, HIDDEN, INNER),
  ...dense(`${LAYER}.output.dense`, INNER, HIDDEN),
  ...norm('embeddings.LayerNorm'),
  ...norm(`${LAYER}.attention.output.LayerNorm`),
  ...norm(`${LAYER}.output.LayerNorm`),
};

function dense(name: string, from: number, to: number) {
  return { [`${name}.weight`]: [to, from], [`${name}.bias`]: [to] };
}

function norm(name: string) {
  return { [`${name}.weight`]: [HIDDEN], [`${name}.bias`]: [HIDDEN] };
}

/** Weights that are neither alike nor symmetric, made without chance. */
const WEIGHTS = new Map(
  Object.entries(SHAPES).map(([name, shape], t) => {
    const size = shape.reduce((total, dimension) => total * dimension, 1);
    return [name, Float32Array.from({ length: size }, (_, i) => Math.sin(1 + 3 * t + 0.7 * i))];
  }),
);

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function folderOf(weights: ReadonlyMap<string, Float32Array>, config: object = CONFIG) {
  const folder = await mkdtemp(join(tmpdir(), 'encoder-'));
  folders.push(folder);
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(TOKENIZER));
  await writeFile(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({ tokenizer_class: 'BertTokenizer', cls_token: '[CLS]', sep_token: '[SEP]' }),
  );
  await writeFile(join(folder, 'model.safetensors'), safetensors(weights));
  return folder;
}

function safetensors(weights: ReadonlyMap<string, Float32Array>): Uint8Array {
  let offset = 0;
  const header: Record<string, object> = { __metadata__: { format: 'pt' } };
  for (const [name, values] of weights) {
    const end = offset + values.byteLength;
    header[name] = { dtype: 'F32', shape: SHAPES[name], data_offsets: [offset, end] };
    offset = end;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.byteLength));
  return Buffer.concat([
    length,
    json,
    ...[...weights.values()].map(({ buffer }) => Buffer.from(buffer)),
  ]);
}

/** The same encoder in plain loops and double precision. */
function plainly(ids: readonly number[]): number[] {
  const weight = (name: string) => WEIGHTS.get(name)!;
  const row = (table: string, at: number) =>
    [...weight(table)].slice(at * HIDDEN, (at + 1) * HIDDEN);
  const apply = (name: string, x: number[]) =>
    [...weight(`${name}.bias`)].map((bias, o) =>
      x.reduce((sum, v, i) => sum + v * weight(`${name}.weight`)[o * x.length + i]!, bias),
    );
  const normalise = (name: string, x: number[]) => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
    return x.map(
      (v, i) =>
        ((v - mean) / Math.sqrt(variance + EPSILON)) * weight(`${name}.weight`)[i]! +
        weight(`${name}.bias`)[i]!,
    );
  };
  const plus = (a: number[], b: number[]) => a.map((v, i) => v + b[i]!);
  let x = ids.map((id, t) =>
    normalise(
      'embeddings.LayerNorm',
      plus(
        plus(
          row('embeddings.word_embeddings.weight', id),
          row('embeddings.position_embeddings.weight', t),
        ),
        row('embeddings.token_type_embeddings.weight', 0),
      ),
    ),
  );
  const [q, k, v] = ['query', 'key', 'value'].map((name) =>
    x.map((token) => apply(`${LAYER}.attention.self.${name}`, token)),
  ) as [number[][], number[][], number[][]];
  const width = HIDDEN / HEADS;
  x = x.map((token, t) => {
    const seen = Array.from({ length: HIDDEN }, (_, o) => {
      const from = Math.floor(o / width) * width;
      const scores = k.map((key) => {
        let dot = 0;
        for (let i = from; i < from + width; i++) dot += q[t]![i]! * key[i]!;
        return Math.exp(dot / Math.sqrt(width));
      });
      const total = scores.reduce((a, b) => a + b, 0);
      return scores.reduce((sum, score, s) => sum + (score / total) * v[s]![o]!, 0);
    });
    const attended = normalise(
      `${LAYER}.attention.output.LayerNorm`,
      plus(token, apply(`${LAYER}.attention.output.dense`, seen)),
    );
    const inner = apply(`${LAYER}.intermediate.dense`, attended).map((z) => z * normalCdf(z));
    return normalise(
      `${LAYER}.output.LayerNorm`,
      plus(attended, apply(`${LAYER}.output.dense`, inner)),
    );
  });
  const mean = x[0]!.map((_, i) => x.reduce((sum, token) => sum + token[i]!, 0) / x.length);
  const norm = Math.hypot(...mean);
  return mean.map((value) => value / norm);
}

/** By the trapezium rule: slow, and nobody's approximation. */
function normalCdf(z: number): number {
  const steps = 20_000;
  let area = 0;
  for (let i = 0; i <= steps; i++) {
    const t = (z * i) / steps;
    area += Math.exp((-t * t) / 2) * (i === 0 || i === steps ? 0.5 : 1);
  }
  return 0.5 + (area * z) / steps / Math.sqrt(2 * Math.PI);
}

function expectClose(vector: Float32Array, values: readonly number[]) {
  for (const [i, value] of values.entries()) expect(vector[i]).toBeCloseTo(value, 5);
}

test('a sentence becomes the vector that the published formulas give for its word pieces', async () => {
  const encoder = await loadSentenceEncoder('tiny', await folderOf(WEIGHTS));
  const [short, pieces] = await encoder.encode(['Warm SHOES', 'winters']);
  expect(encoder.dim).toBe(HIDDEN);
  for (const [vector, ids] of [
    [short!, [2, 4, 5, 3]],
    [pieces!, [2, 7, 8, 3]],
  ] as const) {
    expectClose(vector, plainly(ids));
  }
  await encoder.dispose();
});

test('a text longer than the encoder reads is cut before its closing mark', async () => {
  const encoder = await loadSentenceEncoder('tiny', await folderOf(WEIGHTS));
  const [long] = await encoder.encode(['warm shoes for winter shoes for winter']);
  expectClose(long!, plainly([2, 4, 5, 6, 3]));
  await encoder.dispose();
});

test('files that do not fit together are refused with the reason', async () => {
  const missing = new Map(WEIGHTS);
  missing.delete(`${LAYER}.output.dense.bias`);
  const loading = loadSentenceEncoder('tiny', await folderOf(missing));
  await expect(loading).rejects.toThrow(EncoderRefused);
  await expect(loading).rejects.toThrow(/output\.dense\.bias: 0 weights/);

  const other = loadSentenceEncoder(
    'tiny',
    await folderOf(WEIGHTS, { ...CONFIG, hidden_act: 'relu' }),
  );
  await expect(other).rejects.toThrow(/hidden_act/);

  const cut = await folderOf(WEIGHTS);
  await writeFile(join(cut, 'model.safetensors'), safetensors(WEIGHTS).subarray(0, -8));
  await expect(loadSentenceEncoder('tiny', cut)).rejects.toThrow(/does not fit/);
});
