import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { defaultFeatures, type Feature, featureByName, VISIT_FEATURES } from '@placard/ranking';
import { type FeatureDefinition, trainingRowSchema } from '@placard/training';

/** Logged for session policies: models of single clicks do not read them. */
const OF_VISITS = new Set<string>(VISIT_FEATURES.map(({ name }) => name));
const SIDES = ['context', 'viewer', 'ad', 'cross'] as const;

/**
 * The features that the rows carry, in the order of serving's own list. Names that this version does not know
 * (of an older one) are reported and left out: what cannot be read at serving must not be learnt from.
 */
export async function featureDefinitionsOf(
  rowsFile: string,
): Promise<{ definitions: FeatureDefinition[]; unknown: string[] }> {
  const names = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(rowsFile) })) {
    if (line === '') continue;
    for (const name of Object.keys(trainingRowSchema.parse(JSON.parse(line)).values)) {
      names.add(name);
    }
  }
  const known: Feature[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    if (OF_VISITS.has(name)) continue;
    try {
      known.push(featureByName(name));
    } catch {
      unknown.push(name);
    }
  }
  const order = new Map(
    defaultFeatures({ viewerAttributes: [] }).map((feature, i) => [feature.name, i]),
  );
  // A viewer attribute is not in the list: it goes after the rest of its side.
  const place = (feature: Feature) => order.get(feature.name) ?? Number.POSITIVE_INFINITY;
  known.sort(
    (a, b) =>
      SIDES.indexOf(a.side) - SIDES.indexOf(b.side) ||
      compare(place(a), place(b)) ||
      compare(a.name, b.name),
  );
  return { definitions: known.map(({ name, side, kind }) => ({ name, side, kind })), unknown };
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
