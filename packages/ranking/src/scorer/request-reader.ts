import type { FeatureEncoder } from '../encode.ts';
import { featureByName } from '../features/default-features.ts';
import type { RequestReading } from '../features/feature.ts';
import { readFeature } from '../features/read-features.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';
import { NO_AD } from './no-reading.ts';

/** Rows of the context and viewer features of a map: those of the i-th such feature end at ends[i]. */
export type RequestRows = { readonly ends: readonly number[]; readonly rows: readonly number[] };
export type RequestReader = (request: RequestReading, viewer: ViewerReading) => RequestRows;

/** Reads and encodes what a request says of itself, once for all that ask about the same request in turn. */
export function createRequestReader(encoder: FeatureEncoder): RequestReader {
  const features = encoder.features.flatMap((row) =>
    row.side === 'context' || row.side === 'viewer'
      ? [{ append: row.append, feature: featureByName(row.name) }]
      : [],
  );
  let last: { request: RequestReading; viewer: ViewerReading; found: RequestRows } | undefined;
  return (request, viewer) => {
    if (last && last.request === request && last.viewer === viewer) return last.found;
    const pair = { request, viewer, ad: NO_AD };
    const rows: number[] = [];
    const ends = features.map(({ append, feature }) => {
      append(readFeature(feature, pair), rows);
      return rows.length;
    });
    const found = { ends, rows };
    last = { request, viewer, found };
    return found;
  };
}
