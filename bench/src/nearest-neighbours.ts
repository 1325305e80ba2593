/**
 * Where approximate search overtakes exact: the ad-server's exact vector retriever beside usearch's HNSW graph,
 * 100 items of N for a viewer of ten recent items, CPU time a call; then a table of 50 ties for each of N items, as
 * the worker learns it and decisions read it. `npm run bench -- nearest-neighbours [N...]`
 */

import { normalSample, seededRandom } from '@placard/domain';
import { retrieverOf } from '@placard/ranking';
import { tieVectors, toRetrievalModel } from '@placard/training';
import { Index, MetricKind, ScalarKind } from 'usearch';

const DIM = 64;
const RECENT = 10;
const WANTED = 100;
const QUERIES = 100;
const TIES = 50;
const sizes = process.argv.slice(2).map(Number);
if (sizes.length === 0) sizes.push(1_000, 3_000, 10_000, 30_000);

/** Items lie around taste centres, as learnt vectors do: evenly spread ones would have no near neighbours. */
function itemVectors(count: number, random: () => number): Float32Array {
  const centres = Array.from({ length: 50 }, () =>
    Float32Array.from({ length: DIM }, () => normalSample(random)),
  );
  const vectors = new Float32Array(count * DIM);
  for (let item = 0; item < count; item++) {
    const centre = centres[Math.floor(random() * centres.length)]!;
    for (let f = 0; f < DIM; f++) {
      vectors[item * DIM + f] = centre[f]! + 0.5 * normalSample(random);
    }
  }
  return vectors;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function measure(count: number) {
  const random = seededRandom(count);
  const vectors = itemVectors(count, random);
  const itemIds = Array.from({ length: count }, (_, item) => String(item));
  const retriever = retrieverOf({
    formatVersion: 1,
    kind: 'vectors',
    method: 'bench',
    trainedAtMs: 0,
    recencyDecay: 1,
    itemIds,
    popularity: new Float32Array(count),
    dim: DIM,
    vectors,
    historyVectors: null,
    foldIn: { kind: 'sum' },
  });
  const viewers = Array.from({ length: QUERIES }, () => {
    const first = Math.floor(random() * count);
    return Array.from({ length: RECENT }, (_, r) => (first + 7 * r * r) % count);
  });
  const exact: Set<string>[] = [];
  const exactSeconds = cpuSeconds(() => {
    for (const viewer of viewers) {
      const recent = viewer.map((item) => ({ itemId: itemIds[item]!, weight: 1 }));
      exact.push(new Set(retriever.retrieve(recent, WANTED).map(({ itemId }) => itemId)));
    }
  });
  const graph = (expansion: number) => {
    const index = new Index({
      dimensions: DIM,
      metric: MetricKind.IP,
      quantization: ScalarKind.F32,
      connectivity: 32,
      expansion_add: 256,
      expansion_search: expansion,
      multi: false,
    });
    const keys = new BigUint64Array(count).map((_, item) => BigInt(item));
    const buildSeconds = cpuSeconds(() => index.add(keys, vectors, 1));
    let found = 0;
    const seconds = cpuSeconds(() => {
      viewers.forEach((viewer, query) => {
        for (const key of index.search(sumOf(viewer, vectors), WANTED, 1).keys) {
          if (exact[query]!.has(String(key))) found++;
        }
      });
    });
    return { buildSeconds, seconds, recall: found / QUERIES / WANTED };
  };
  const [narrow, wide] = [graph(128), graph(1024)];
  const microseconds = (seconds: number) => Math.round((seconds / QUERIES) * 1e6);
  return {
    items: count,
    'exact, us': microseconds(exactSeconds),
    'HNSW 128, us': microseconds(narrow.seconds),
    'recall@100': Number(narrow.recall.toFixed(3)),
    'HNSW 1024, us': microseconds(wide.seconds),
    'its recall@100': Number(wide.recall.toFixed(3)),
    'build, s': Number(narrow.buildSeconds.toFixed(2)),
  };
}

function sumOf(items: readonly number[], vectors: Float32Array): Float32Array {
  const sum = new Float32Array(DIM);
  for (const item of items) {
    for (let f = 0; f < DIM; f++) sum[f]! += vectors[item * DIM + f]!;
  }
  return sum;
}

async function measureTies(count: number) {
  const vectors = itemVectors(count, seededRandom(count));
  const table = async (mostWeighedItems: number) => {
    const before = process.cpuUsage();
    const foldIn = { kind: 'ridge', confidence: 1, penalty: 10 } as const;
    const form = { kind: 'vectors', dim: DIM, vectors, historyVectors: null, foldIn } as const;
    const model = toRetrievalModel(await tieVectors(form, { mostWeighedItems }), {
      ...{ method: 'bench', trainedAtMs: 0, neighbours: TIES, popularity: new Float32Array(count) },
      itemIds: Array.from({ length: count }, (_, item) => String(item)),
    });
    const { user, system } = process.cpuUsage(before);
    if (model.kind !== 'neighbours') throw new Error('ties are a table of neighbours');
    return { seconds: (user + system) / 1e6, model };
  };
  const weighed = await table(count);
  const indexed = await table(0);
  let found = 0;
  for (let item = 0; item < count; item++) {
    const edges = ({ offsets, neighbours }: typeof weighed.model) =>
      neighbours.subarray(offsets[item]!, offsets[item + 1]!);
    const wanted = new Set(edges(weighed.model));
    for (const other of edges(indexed.model)) if (wanted.has(other)) found++;
  }
  return {
    items: count,
    'every pair weighed, s': Number(weighed.seconds.toFixed(1)),
    'by HNSW, s': Number(indexed.seconds.toFixed(1)),
    'ties found': Number((found / weighed.model.neighbours.length).toFixed(3)),
  };
}

// The first run warms up the compiler.
measure(1_000);
console.table(sizes.map(measure));
const ties = [];
for (const size of sizes) ties.push(await measureTies(size));
console.table(ties);
