import type { Random } from '@placard/domain';
import { z } from 'zod';
import { type Interactions, rowsByViewer, type SparseRows } from './interactions.ts';
import { itemPopularity } from './popularity.ts';
import { recommenderMethod } from './recommender-method.ts';

/**
 * k-means over viewers' histories scaled to length 1 (Lloyd, 1982, from k-means++ starts: Arthur and Vassilvitskii,
 * SODA 2007); score(v,i) = (i's values in v's cluster + prior x i's values a viewer overall) / (viewers of the
 * cluster + prior): what is popular among those alike. A viewer without history sees overall popularity.
 */
export const viewerClusters = recommenderMethod({
  title: 'Viewer clusters (k-means)',
  paper: 'Ungar and Foster, AAAI-98 workshop; Arthur and Vassilvitskii, SODA 2007',
  usesChance: true,
  settings: z.strictObject({
    clusters: z.int().positive().default(12),
    sweeps: z.int().positive().default(30),
    prior: z.number().positive().default(10),
  }),
  fit(interactions, { clusters, sweeps, prior }, { random }) {
    const histories = unitRows(rowsByViewer(interactions));
    const { assignment, centres } = kMeans(histories, clusters, sweeps, random);
    const scores = clusterScores(interactions, assignment, clusters, prior);
    const overall = itemPopularity(interactions);
    return {
      score: (viewer) => (scores[assignment[viewer]!] ?? overall).slice(),
      online: {
        kind: 'vectors',
        dim: centres.length,
        vectors: itemsByCluster(scores.slice(0, centres.length), interactions.itemCount),
        historyVectors: itemsByCluster(centres, interactions.itemCount),
        foldIn: {
          kind: 'nearest',
          squaredNorms: centres.map((centre) => centre.reduce((sum, x) => sum + x * x, 0)),
        },
      },
    };
  },
});

/** [clusters][items] to [items, clusters]. */
function itemsByCluster(rows: readonly ArrayLike<number>[], items: number): Float32Array {
  return Float32Array.from(
    { length: items * rows.length },
    (_, at) => rows[at % rows.length]![Math.floor(at / rows.length)]!,
  );
}

export interface Clustering {
  /** [rows]; -1 for a row without entries. */
  readonly assignment: Int32Array;
  /** The sum of squared distances to the centres. */
  readonly inertia: number;
  /** [clusters][columns]; fewer than asked for where there are fewer rows. */
  readonly centres: readonly Float64Array[];
}

/** Stops early once nothing moves. */
export function kMeans(
  rows: SparseRows,
  clusters: number,
  sweeps: number,
  random: Random,
): Clustering {
  const members = Array.from({ length: rows.rowCount }, (_, row) => row).filter(
    (row) => rows.offsets[row]! < rows.offsets[row + 1]!,
  );
  const norms = Float64Array.from({ length: rows.rowCount }, (_, row) => squaredNorm(rows, row));
  const centres = firstCentres(rows, members, Math.min(clusters, members.length), norms, random);
  const assignment = new Int32Array(rows.rowCount).fill(-1);
  let inertia = 0;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const lengths = centres.map((centre) => centre.reduce((sum, x) => sum + x * x, 0));
    let moved = false;
    inertia = 0;
    for (const row of members) {
      let best = 0;
      let least = Infinity;
      centres.forEach((centre, c) => {
        const distance = norms[row]! + lengths[c]! - 2 * dot(rows, row, centre);
        if (distance < least) [best, least] = [c, distance];
      });
      inertia += Math.max(0, least);
      moved ||= assignment[row] !== best;
      assignment[row] = best;
    }
    if (!moved) break;
    moveCentres(rows, members, assignment, centres);
  }
  return { assignment, inertia, centres };
}

/** k-means++: each next centre is a row, drawn in proportion to its squared distance from the nearest so far. */
function firstCentres(
  rows: SparseRows,
  members: readonly number[],
  count: number,
  norms: Float64Array,
  random: Random,
): Float64Array[] {
  const centres: Float64Array[] = [];
  const nearest = new Float64Array(members.length).fill(1);
  while (centres.length < count) {
    let left = random() * nearest.reduce((sum, x) => sum + x, 0);
    let pick = 0;
    while (pick < members.length - 1 && left >= nearest[pick]!) left -= nearest[pick++]!;
    const centre = new Float64Array(rows.columnCount);
    const row = members[pick]!;
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      centre[rows.columns[e]!] = rows.values[e]!;
    }
    members.forEach((member, m) => {
      const distance = norms[member]! + norms[row]! - 2 * dot(rows, member, centre);
      nearest[m] = centres.length === 0 ? distance : Math.min(nearest[m]!, distance);
      nearest[m] = Math.max(0, nearest[m]!);
    });
    centres.push(centre);
  }
  return centres;
}

/** To the mean of their rows; a centre without rows stays. */
function moveCentres(
  rows: SparseRows,
  members: readonly number[],
  assignment: Int32Array,
  centres: readonly Float64Array[],
): void {
  const counts = new Int32Array(centres.length);
  for (const row of members) counts[assignment[row]!]!++;
  centres.forEach((centre, c) => {
    if (counts[c]! > 0) centre.fill(0);
  });
  for (const row of members) {
    const cluster = assignment[row]!;
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      centres[cluster]![rows.columns[e]!]! += rows.values[e]! / counts[cluster]!;
    }
  }
}

function clusterScores(
  interactions: Interactions,
  assignment: Int32Array,
  clusters: number,
  prior: number,
): Float32Array[] {
  const overall = itemPopularity(interactions);
  const sizes = new Int32Array(clusters);
  for (const cluster of assignment) if (cluster >= 0) sizes[cluster]!++;
  const scores = Array.from({ length: clusters }, () =>
    overall.map((sum) => (prior * sum) / interactions.viewerCount),
  );
  interactions.items.forEach((item, e) => {
    scores[assignment[interactions.viewers[e]!]!]![item]! += interactions.values[e]!;
  });
  return scores.map((row, c) => row.map((sum) => sum / (sizes[c]! + prior)));
}

function unitRows(rows: SparseRows): SparseRows {
  const values = rows.values.slice();
  for (let row = 0; row < rows.rowCount; row++) {
    const length = Math.sqrt(squaredNorm(rows, row));
    for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
      if (length > 0) values[e]! /= length;
    }
  }
  return { ...rows, values };
}

function squaredNorm(rows: SparseRows, row: number): number {
  let sum = 0;
  for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) sum += rows.values[e]! ** 2;
  return sum;
}

function dot(rows: SparseRows, row: number, dense: Float64Array): number {
  let sum = 0;
  for (let e = rows.offsets[row]!; e < rows.offsets[row + 1]!; e++) {
    sum += rows.values[e]! * dense[rows.columns[e]!]!;
  }
  return sum;
}
