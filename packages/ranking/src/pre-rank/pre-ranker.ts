import type { FeatureMap, OnlineCorrection } from '@placard/contracts';
import type { AdReading } from '../ad-stats/read-ad.ts';
import type { InputTables } from '../embed.ts';
import type { FeatureEncoder } from '../encode.ts';
import type { RequestReading } from '../features/feature.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';
import { createPairEmbedder } from '../scorer/pair-embedder.ts';
import type { RequestReader } from '../scorer/request-reader.ts';
import type { AdCatalogue } from './ad-catalogue.ts';
import { createBucketIndex } from './bucket-index.ts';
import { type CrossTerm, createCrossPass, PRE_RANK_CROSS_FEATURES } from './cross-terms.ts';
import { createRateTables, type RateOfLogit } from './rate-table.ts';

/**
 * A factorisation machine (Rendle, ICDM 2010) over a model's own features, split by side:
 * logit = bias + sum of weights + <r, a> + <r, c>, with r, a and c the summed vectors of request, ad and cross
 * features. Distilled from the model, for ordering candidates before it.
 */
export type PreRanker = {
  readonly margin: number;
  /** Calibrated click rates of logits as a correction has them, near enough to order by and to draw by. */
  readonly rates: (correction: OnlineCorrection | undefined) => RateOfLogit;
  /** Ready for the ads of one snapshot. */
  over(catalogue: AdCatalogue): PreRankPass;
};

export type PreRankPass = {
  /**
   * Writes the logit of (request, viewer) with each of ads[0 .. count) into `logits`. An ad's part is worked
   * out when `of` gives another reading than before: a dot product is what is left of it. It is asked once an
   * epoch for each ad.
   */
  logits(
    pair: { readonly request: RequestReading; readonly viewer: ViewerReading },
    readings: { readonly epoch: number; readonly of: (ad: number) => AdReading },
    ads: Int32Array,
    count: number,
    logits: Float64Array,
  ): void;
};

/** Null for a map without one. `table` as read from the artefact. @throws Error when it does not suit the map. */
export function createPreRanker(
  map: FeatureMap,
  encoder: FeatureEncoder,
  table: InputTables | undefined,
  readRequest?: RequestReader,
): PreRanker | null {
  const { preRank } = map;
  if (!preRank || !table) return null;
  const agree = encoder.features.every(({ name, rows }, i) => {
    const of = preRank.table.tables[i];
    return of?.feature === name && of.rows === rows;
  });
  if (!agree) throw new Error('the table of the pre-ranker does not match the features of the map');
  const { dim, tables } = table;
  if (!tables.every((one) => one.every(Number.isFinite))) {
    throw new Error('the table of the pre-ranker holds what are no finite numbers');
  }
  const embedder = createPairEmbedder({ ...encoder, sequences: [] }, [table], readRequest);
  const crossFeatures = map.features.flatMap((feature, i) =>
    feature.kind === 'numeric' && PRE_RANK_CROSS_FEATURES.includes(feature.name)
      ? [{ name: feature.name, index: createBucketIndex(feature.boundaries), table: tables[i]! }]
      : [],
  );

  const over = (catalogue: AdCatalogue): PreRankPass => {
    const adCount = catalogue.ads.length;
    const width = dim - 1;
    const weights = new Float32Array(adCount);
    const vectors = new Float32Array(adCount * width);
    const known: (AdReading | undefined)[] = new Array(adCount);
    const epochs = new Int32Array(adCount).fill(-1);
    const addCross = createCrossPass(catalogue);
    const adSum = new Float64Array(dim);

    const refresh = (ad: number, reading: AdReading) => {
      if (known[ad] === reading) return;
      sumCells(embedder.adPart(reading).cells[0]!, dim, adSum);
      weights[ad] = adSum[0]!;
      for (let d = 0; d < width; d++) vectors[ad * width + d] = adSum[d + 1]!;
      known[ad] = reading;
    };

    return {
      logits: ({ request, viewer }, { epoch, of }, ads, count, logits) => {
        const requestSum = new Float64Array(dim);
        sumCells(embedder.requestPart(request, viewer).rows[0]!, dim, requestSum);
        const base = preRank.bias + requestSum[0]!;
        const vector = requestSum.subarray(1);
        for (let i = 0; i < count; i++) {
          const ad = ads[i]!;
          if (epochs[ad] !== epoch) {
            refresh(ad, of(ad));
            epochs[ad] = epoch;
          }
          let logit = base + weights[ad]!;
          const at = ad * width;
          for (let d = 0; d < width; d++) logit += vector[d]! * vectors[at + d]!;
          logits[i] = logit;
        }
        const terms = new Map<string, CrossTerm>();
        for (const { name, index, table } of crossFeatures) {
          terms.set(name, { index, byRow: rowTerms(table, dim, vector) });
        }
        addCross(terms, request, viewer, ads, count, logits);
      },
    };
  };
  return { margin: preRank.margin, rates: createRateTables(map), over };
}

/** Sum over cells of their `dim` values, into `out`. */
function sumCells(cells: Float32Array, dim: number, out: Float64Array): void {
  out.fill(0);
  for (let start = 0; start < cells.length; start += dim) {
    for (let d = 0; d < dim; d++) out[d]! += cells[start + d]!;
  }
}

/** By row of a table: its weight plus the product of its vector with `vector`. */
function rowTerms(table: Float32Array, dim: number, vector: Float64Array): Float64Array {
  const terms = new Float64Array(table.length / dim);
  for (let row = 0; row < terms.length; row++) {
    let term = table[row * dim]!;
    for (let d = 1; d < dim; d++) term += vector[d - 1]! * table[row * dim + d]!;
    terms[row] = term;
  }
  return terms;
}
