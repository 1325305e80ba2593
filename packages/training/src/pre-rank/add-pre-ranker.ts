import type { FeatureMap, ModelCard } from '@placard/contracts';
import { loadScorer } from '@placard/ranking';
import type { ArtefactFiles } from '../artefact.ts';
import type { TrainingRow } from '../dataset/training-row.ts';
import { fitPreRanker } from './fit-pre-ranker.ts';
import { isServed } from './is-served.ts';

/**
 * The artefact with a pre-ranker distilled from it, and with its report in the card. One that is not faithful
 * enough is reported and left out: the model then ranks all that was retrieved.
 */
export async function addPreRanker(
  files: ArtefactFiles,
  card: ModelCard,
  rows: readonly TrainingRow[],
): Promise<{ readonly files: ArtefactFiles; readonly card: ModelCard }> {
  if (!isServed(card)) return { files, card };
  const scorer = await loadScorer('to be distilled', files);
  try {
    const fitted = await fitPreRanker(scorer, rows, card.seed);
    const reported = { ...card, preRank: fitted.report };
    const withCard = { ...files, 'card.json': json(reported) };
    if (!fitted.report.serves) return { files: withCard, card: reported };
    const tables = files['tables.bin'];
    const map: FeatureMap = {
      ...scorer.map,
      preRank: {
        table: tableSpec(scorer.map, fitted.dim, tables.byteLength),
        bias: fitted.bias,
        margin: fitted.report.margin,
      },
    };
    return {
      files: {
        ...withCard,
        'feature-map.json': json(map),
        'tables.bin': joined(tables, littleEndian(fitted.table)),
      },
      card: reported,
    };
  } finally {
    await scorer.dispose();
  }
}

function tableSpec({ inputs }: FeatureMap, dim: number, startsAt: number) {
  let byteOffset = startsAt;
  const tables = inputs[0]!.tables.map(({ feature, rows }) => {
    const table = { feature, rows, byteOffset };
    byteOffset += rows * dim * Float32Array.BYTES_PER_ELEMENT;
    return table;
  });
  return { input: 'pre-rank', dim, tables };
}

function littleEndian(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.byteLength);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(i * Float32Array.BYTES_PER_ELEMENT, value, true);
  });
  return bytes;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.byteLength + second.byteLength);
  bytes.set(first);
  bytes.set(second, first.byteLength);
  return bytes;
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}
