import type {
  FeatureEncoding,
  FeatureMap,
  FeatureValue,
  ModelCard,
  ModelExplanation,
} from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import {
  calibrate,
  featureImportance,
  loadScorer,
  partialDependence,
  readTables,
  type Scorer,
} from '@placard/ranking';
import type { ArtefactFiles } from '../artefact.ts';
import type { TrainingRow } from '../dataset/training-row.ts';
import { isServed } from '../pre-rank/is-served.ts';
import { modelStructure } from './model-structure.ts';
import { principalComponents } from './principal-components.ts';

const IMPORTANCE_ROWS = 1_000;
const DEPENDENCE_ROWS = 150;
const DEPENDENCE_FEATURES = 6;
const VALUES = 12;
const MAP_FEATURES = ['viewer-interests', 'ad-categories', 'item', 'ad'];
const MAP_POINTS = 150;

/** The artefact with what the model goes by, and is made of, in its card. `rows` are later than the training. */
export async function addExplanation(
  files: ArtefactFiles,
  card: ModelCard,
  rows: readonly TrainingRow[],
): Promise<{ readonly files: ArtefactFiles; readonly card: ModelCard }> {
  const map = JSON.parse(new TextDecoder().decode(files['feature-map.json'])) as FeatureMap;
  let explained: ModelCard = { ...card, structure: modelStructure(files['model.onnx'], map) };
  if (isServed(card) && rows.length > 0) {
    const scorer = await loadScorer('to be explained', files);
    try {
      const maps = embeddingMaps(scorer.map, files['tables.bin']);
      explained = { ...explained, explanation: { ...(await goesBy(scorer, rows, card)), maps } };
    } finally {
      await scorer.dispose();
    }
  }
  const bytes = new TextEncoder().encode(`${JSON.stringify(explained)}\n`);
  return { files: { ...files, 'card.json': bytes }, card: explained };
}

async function goesBy(
  scorer: Scorer,
  rows: readonly TrainingRow[],
  { seed }: ModelCard,
): Promise<Omit<ModelExplanation, 'maps'>> {
  const used = spread(rows, IMPORTANCE_ROWS);
  const values = used.map((row) => row.values);
  const logitsOf = async (pairs: Parameters<Scorer['score']>[0]) =>
    (await scorer.score(pairs)).map(({ logit }) => logit);
  const pCtrOf = (logit: number) => calibrate(scorer.map, logit);
  const importance = await featureImportance({
    rows: values,
    clicked: used.map(({ clicked }) => clicked),
    features: scorer.map.features.map(({ name }) => name),
    logitsOf,
    pCtrOf,
    random: seededRandom(seed),
  });
  const dependence: ModelExplanation['dependence'] = [];
  for (const { feature } of importance.slice(0, DEPENDENCE_FEATURES)) {
    const encoding = scorer.map.features.find(({ name }) => name === feature)!;
    const { points } = await partialDependence({
      feature,
      values: valuesToTry(
        encoding,
        values.map((row) => row[feature] ?? null),
      ),
      rows: spread(values, DEPENDENCE_ROWS),
      logitsOf,
    });
    dependence.push({
      feature,
      kind: encoding.kind,
      points: points.map(({ value, logit }) => ({
        value: Array.isArray(value) ? (value[0] ?? null) : value,
        pCtr: pCtrOf(logit),
      })),
    });
  }
  return { rows: used.length, importance, dependence };
}

/** Bucket edges of a number, the commonest values of anything else. */
function valuesToTry(encoding: FeatureEncoding, seen: readonly FeatureValue[]): FeatureValue[] {
  if (encoding.kind === 'numeric') return spread(encoding.boundaries, VALUES);
  const counts = new Map<string, number>();
  for (const value of seen.flat()) {
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, VALUES);
  return common.map(([value]) => (encoding.kind === 'multi' ? [value] : value));
}

/** Where the model has put what a person can name: alike rows lie close. */
function embeddingMaps(map: FeatureMap, tables: Uint8Array): ModelExplanation['maps'] {
  const [widest] = readTables(map, tables).sort((a, b) => b.dim - a.dim);
  if (!widest || widest.dim < 2) return [];
  return map.features.flatMap((encoding, f) => {
    if (encoding.kind === 'numeric' || !MAP_FEATURES.includes(encoding.name)) return [];
    const words = encoding.vocabulary.slice(0, MAP_POINTS);
    if (words.length < 3) return [];
    // Row 0 stands for what is missing.
    const rows = widest.tables[f]!.slice(widest.dim, (words.length + 1) * widest.dim);
    const { points, explained } = principalComponents(rows, widest.dim);
    return [
      {
        feature: encoding.name,
        explained,
        points: words.map((value, i) => ({ value, x: points[i]![0], y: points[i]![1] })),
      },
    ];
  });
}

/** At most `count` of them, evenly spread. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
}
