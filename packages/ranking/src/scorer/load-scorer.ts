import {
  type ArtefactFile,
  featureMapSchema,
  type Golden,
  goldenSchema,
  modelCardSchema,
} from '@placard/contracts';
import { assertSafeModel } from '@placard/graph';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { embedPairs, readTables } from '../embed.ts';
import { type EmbeddedSequence, embedSequences } from '../embed-sequences.ts';
import { createFeatureEncoder } from '../encode.ts';
import { sameSequences } from '../encode-sequences.ts';
import { createPreRanker } from '../pre-rank/pre-ranker.ts';
import { assertSafeTables, assertSizes } from './assert-safe-parts.ts';
import { type Batch, createPairEmbedder } from './pair-embedder.ts';
import { createRequestReader } from './request-reader.ts';
import { calibrate, type Score, type Scorer } from './scorer.ts';

/** The artefact is not what its parts say it is, or not safe to run. Serving goes on without it. */
export class ArtefactRefused extends Error {
  override readonly name = 'ArtefactRefused';
}

/** An artefact's files, their digests already checked against the manifest. */
export type ArtefactFiles = Readonly<Record<ArtefactFile, Uint8Array>>;

/**
 * Loads a model for serving on one thread. Refuses an unsafe graph, a feature map that disagrees with tables,
 * graph or the features known here, and golden scores that come out differently.
 * @throws ArtefactRefused with the reason.
 */
export async function loadScorer(modelVersionId: string, files: ArtefactFiles): Promise<Scorer> {
  refusing('the artefact', () => assertSizes(files));
  const map = parse('feature-map.json', featureMapSchema, files['feature-map.json']);
  const golden = parse('golden.json', goldenSchema, files['golden.json']);
  const card = parse('card.json', modelCardSchema, files['card.json']);
  const { encoder, tables, embedder, preRanker } = refusing('feature-map.json', () => {
    assertSafeTables(map, files['tables.bin']);
    const encoder = createFeatureEncoder(map);
    const inputs = map.preRank ? [...map.inputs, map.preRank.table] : map.inputs;
    const tables = readTables({ ...map, inputs }, files['tables.bin']);
    const [table] = tables.splice(map.inputs.length);
    const readRequest = createRequestReader(encoder);
    const embedder = createPairEmbedder(encoder, tables, readRequest);
    const preRanker = createPreRanker(map, encoder, table, readRequest);
    return { encoder, tables, embedder, preRanker };
  });
  refusing('model.onnx', () => assertSafeModel(files['model.onnx']));
  const session = await createSession(files['model.onnx']);
  const width = map.features.length;

  const infer = async (
    inputs: ReadonlyMap<string, Float32Array>,
    sequences: readonly EmbeddedSequence[],
    count: number,
  ) => {
    const feeds: Record<string, Tensor> = {};
    encoder.sequences.forEach(({ spec: { input, mask, length, side } }, i) => {
      const { values, mask: places } = sequences[i]!;
      const lists = side === 'ad' ? count : 1;
      const dim = values.length / places.length;
      const present = values.subarray(0, lists * length * dim);
      feeds[input] = new Tensor('float32', present, [lists, length, dim]);
      feeds[mask] = new Tensor('float32', places.subarray(0, lists * length), [lists, length]);
    });
    for (const { input, dim } of map.inputs) {
      const data = inputs.get(input)!.subarray(0, count * width * dim);
      feeds[input] = new Tensor('float32', data, [count, width * dim]);
    }
    const { logit } = await session.run(feeds, ['logit']);
    if (!(logit?.data instanceof Float32Array) || logit.data.length !== count) {
      throw new Error(`model ${modelVersionId} did not return one logit per row`);
    }
    return logit.data;
  };
  const sequencesOf = ({ sequences, adSequences }: Batch) => {
    const [ofRequest, ofAd] = [sequences.values(), adSequences.values()];
    return encoder.sequences.map(
      ({ spec }) => (spec.side === 'ad' ? ofAd : ofRequest).next().value!,
    );
  };
  const scorer: Scorer = {
    modelVersionId,
    modelKind: card.kind,
    map,
    score: async (pairs) => {
      const scores: Score[] = [];
      for (const run of sameSequences(encoder, pairs)) {
        const inputs = embedPairs(encoder, tables, run);
        const logits = await infer(inputs, embedSequences(encoder, tables, run), run.length);
        for (const logit of logits) scores.push({ logit, pCtr: calibrate(map, logit) });
      }
      return scores;
    },
    embedder,
    logits: (batch) =>
      infer(
        new Map(map.inputs.map(({ input }, i) => [input, batch.rows[i]!])),
        sequencesOf(batch),
        batch.count,
      ),
    preRanker,
    dispose: () => session.release(),
  };
  try {
    assertInputs(session, [
      ...map.inputs.map(({ input }) => input),
      ...encoder.sequences.flatMap(({ spec: { input, mask } }) => [input, mask]),
    ]);
    assertGolden(golden, await scorer.score(golden.cases.map(({ values }) => values)));
  } catch (error) {
    await session.release();
    throw error instanceof ArtefactRefused ? error : refusal('model.onnx', error);
  }
  return scorer;
}

async function createSession(model: Uint8Array): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  } catch (error) {
    throw refusal('model.onnx', error);
  }
}

function assertInputs(session: InferenceSession, expected: readonly string[]): void {
  const actual = [...session.inputNames].sort().join(', ');
  if (actual !== [...expected].sort().join(', ')) {
    throw new ArtefactRefused(`model.onnx takes ${actual}, feature-map.json gives ${expected}`);
  }
  if (!session.outputNames.includes('logit')) {
    throw new ArtefactRefused('model.onnx has no output called logit');
  }
}

function assertGolden({ tolerance, cases }: Golden, scores: readonly Score[]): void {
  cases.forEach(({ logit, pCtr }, i) => {
    const score = scores[i]!;
    const worst = Math.max(Math.abs(score.logit - logit), Math.abs(score.pCtr - pCtr));
    if (!(worst <= tolerance)) {
      throw new ArtefactRefused(
        `golden case ${i}: expected logit ${logit} and pCTR ${pCtr}, got ${score.logit} and ${score.pCtr}`,
      );
    }
  });
}

function parse<T>(
  file: ArtefactFile,
  schema: { readonly parse: (value: unknown) => T },
  bytes: Uint8Array,
): T {
  return refusing(file, () => schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8'))));
}

function refusing<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refusal(file, error);
  }
}

function refusal(file: string, cause: unknown): ArtefactRefused {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ArtefactRefused(`${file}: ${reason}`, { cause });
}
