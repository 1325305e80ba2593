import type { FeatureSide } from '@placard/contracts';
import type { AdReading } from '../ad-stats/read-ad.ts';
import { type InputTables, poolRows } from '../embed.ts';
import { type EmbeddedSequence, embedSequence } from '../embed-sequences.ts';
import type { FeatureEncoder } from '../encode.ts';
import { ABSENT_ROW } from '../encode-sequences.ts';
import { featureByName } from '../features/default-features.ts';
import type { Feature, PairReading, RequestReading } from '../features/feature.ts';
import { readFeature } from '../features/read-features.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';
import { NO_AD, NO_REQUEST, NO_VIEWER } from './no-reading.ts';
import { createRequestReader, type RequestReader } from './request-reader.ts';

/** What a request contributes to every input row: a full row per graph input, ad and cross cells left zero. */
export type RequestPart = {
  readonly request: RequestReading;
  readonly viewer: ViewerReading;
  readonly rows: readonly Float32Array[];
  /** The sequences of context and viewer, in the map's order, which all candidates share. */
  readonly sequences: readonly EmbeddedSequence[];
};

/** What an ad contributes: its cells per graph input, side by side. Valid as long as `reading` is. */
export type AdPart = {
  readonly reading: AdReading;
  readonly cells: readonly Float32Array[];
  /** The sequences of the ad, in the map's order. */
  readonly sequences: readonly EmbeddedSequence[];
};

/** Input rows of some candidates of one request, by graph input, filled up to `count`. */
export type Batch = {
  count: number;
  readonly rows: readonly Float32Array<ArrayBuffer>[];
  /** Of the request whose candidates these are: that of the first one appended. */
  sequences: readonly EmbeddedSequence[];
  /** Of each candidate, in the order of the map. */
  readonly adSequences: readonly EmbeddedSequence[];
};

/**
 * The hot path from readings to input tensors: context and viewer cells once per request, ad cells once per
 * ad and reading, cross cells per pair, sequences once per request. Bit for bit what `embedPairs` and
 * `embedSequences` give for `readFeatures` of the pair.
 */
export type PairEmbedder = {
  requestPart(request: RequestReading, viewer: ViewerReading): RequestPart;
  adPart(reading: AdReading): AdPart;
  newBatch(capacity: number): Batch;
  /** Appends one candidate's row. @throws Error when a batch of sequences gets a candidate of another request. */
  append(batch: Batch, request: RequestPart, ad: AdPart): void;
};

type Cell = {
  readonly feature: Feature;
  readonly index: number;
};

/** @throws Error when the map names an unknown feature, or gives one another side, kind or no list. */
export function createPairEmbedder(
  encoder: FeatureEncoder,
  inputs: readonly InputTables[],
  readRequest: RequestReader = createRequestReader(encoder),
): PairEmbedder {
  const cells: Cell[] = encoder.features.map(({ name, side, kind }, index) => {
    const feature = featureByName(name);
    if (feature.side !== side || feature.kind !== kind) {
      throw new Error(
        `the map has feature ${name} as ${side} ${kind}, here it is ${feature.side} ${feature.kind}`,
      );
    }
    return { feature, index };
  });
  const sequences = encoder.sequences.map((sequence) => {
    const { spec } = sequence;
    const feature = featureByName(spec.feature);
    if (feature.side !== spec.side || feature.kind !== 'multi') {
      throw new Error(
        `the map reads ${spec.feature} as a ${spec.side} list, here it is ${feature.side} ${feature.kind}`,
      );
    }
    return { sequence, feature };
  });
  const requestSequences = sequences.filter(({ feature }) => feature.side !== 'ad');
  const adSequences = sequences.filter(({ feature }) => feature.side === 'ad');
  const embedList = ({ sequence, feature }: (typeof sequences)[number], pair: PairReading) => {
    const places = new Int32Array(sequence.spec.length);
    sequence.write(readFeature(feature, pair), places, 0);
    return embedSequence(sequence, inputs, places);
  };
  const ofSide = (...sides: FeatureSide[]) =>
    cells.filter(({ feature }) => sides.includes(feature.side));
  const requestCells = ofSide('context', 'viewer');
  const adCells = ofSide('ad');
  const crossCells = ofSide('cross');
  const found: number[] = [];

  const embed = (
    cell: Cell,
    pair: PairReading,
    at: number,
    rows: readonly Float32Array[],
    rowCells: number,
  ): void => {
    found.length = 0;
    encoder.features[cell.index]!.append(readFeature(cell.feature, pair), found);
    for (let i = 0; i < inputs.length; i++) {
      const { dim, tables } = inputs[i]!;
      poolRows(tables[cell.index]!, dim, found, 0, found.length, rows[i]!, (rowCells + at) * dim);
    }
  };

  return {
    requestPart: (request, viewer) => {
      const rows = inputs.map(({ dim }) => new Float32Array(cells.length * dim));
      const { ends, rows: found } = readRequest(request, viewer);
      requestCells.forEach(({ index }, c) => {
        const from = c === 0 ? 0 : ends[c - 1]!;
        for (let i = 0; i < inputs.length; i++) {
          const { dim, tables } = inputs[i]!;
          poolRows(tables[index]!, dim, found, from, ends[c]!, rows[i]!, index * dim);
        }
      });
      const pair = { request, viewer, ad: NO_AD };
      return {
        request,
        viewer,
        rows,
        sequences: requestSequences.map((one) => embedList(one, pair)),
      };
    },
    adPart: (reading) => {
      const parts = inputs.map(({ dim }) => new Float32Array(adCells.length * dim));
      const pair = { request: NO_REQUEST, viewer: NO_VIEWER, ad: reading };
      adCells.forEach((cell, at) => {
        embed(cell, pair, at, parts, 0);
      });
      return { reading, cells: parts, sequences: adSequences.map((one) => embedList(one, pair)) };
    },
    newBatch: (capacity) => ({
      count: 0,
      rows: inputs.map(({ dim }) => new Float32Array(capacity * cells.length * dim)),
      sequences: [],
      adSequences: adSequences.map(({ sequence }) => {
        const nothing = new Int32Array(capacity * sequence.spec.length).fill(ABSENT_ROW);
        return embedSequence(sequence, inputs, nothing);
      }),
    }),
    append: (batch, part, ad) => {
      if (batch.count === 0) batch.sequences = part.sequences;
      else if (batch.sequences !== part.sequences && part.sequences.length > 0) {
        throw new Error('the candidates of one batch belong to one request');
      }
      for (let i = 0; i < adSequences.length; i++) {
        const { values, mask } = ad.sequences[i]!;
        batch.adSequences[i]!.values.set(values, batch.count * values.length);
        batch.adSequences[i]!.mask.set(mask, batch.count * mask.length);
      }
      const row = batch.count * cells.length;
      for (let i = 0; i < inputs.length; i++) {
        const { dim } = inputs[i]!;
        const into = batch.rows[i]!;
        into.set(part.rows[i]!, row * dim);
        copyCells(ad.cells[i]!, adCells, dim, into, row);
      }
      const pair = { request: part.request, viewer: part.viewer, ad: ad.reading };
      for (let i = 0; i < crossCells.length; i++) {
        embed(crossCells[i]!, pair, crossCells[i]!.index, batch.rows, row);
      }
      batch.count += 1;
    },
  };
}

/** Copies stretches of neighbouring cells at once: a map grouped by side has one. */
function copyCells(
  from: Float32Array,
  cells: readonly Cell[],
  dim: number,
  into: Float32Array,
  row: number,
): void {
  for (let start = 0; start < cells.length; ) {
    let end = start + 1;
    while (end < cells.length && cells[end]!.index === cells[end - 1]!.index + 1) end += 1;
    into.set(from.subarray(start * dim, end * dim), (row + cells[start]!.index) * dim);
    start = end;
  }
}
