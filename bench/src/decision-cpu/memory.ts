import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { rowsOfKnownClicks } from './known-clicks.ts';
import { loadArtefact, type TrainedArtefact, trainArtefact } from './model.ts';
import { createWorld } from './world.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** One small model is less than what collections leave behind by chance. */
const COPIES = 16;

/** Heap and external memory in use after a collection, in bytes. */
function inUse(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export type MemoryUse = {
  /** Of a market of `ads` ads, every one of them eligible and scored at least once. */
  readonly adsBytes: number;
  /** Of a loaded model besides the runtime's own copy of its graph, and the size of its files. */
  readonly modelBytes: number;
  readonly artefactBytes: number;
};

/** What a decider takes for its ads and for a model, beyond what it takes without. */
export async function measureMemory(ads: number, artefact?: TrainedArtefact): Promise<MemoryUse> {
  const store = createMemoryStore();
  const trained = artefact ?? (await smallArtefact());
  // What the first load leaves behind in the runtime belongs to no model.
  await (await loadArtefact(trained)).dispose();
  const beforeModel = inUse();
  const scorers = await Promise.all(Array.from({ length: COPIES }, () => loadArtefact(trained)));
  const modelBytes = (inUse() - beforeModel) / COPIES;
  const [scorer, ...spare] = scorers as [Scorer, ...Scorer[]];
  for (const one of spare) await one.dispose();
  const before = inUse();
  const world = await createWorld({ ads, store });
  world.use(scorer);
  for (let i = 0; i < 50; i++) await world.decide(world.request());
  const adsBytes = inUse() - before;
  const artefactBytes = Object.values(trained.files).reduce((sum, { length }) => sum + length, 0);
  await scorer.dispose();
  await store.close();
  return { adsBytes, modelBytes, artefactBytes };
}

async function smallArtefact(): Promise<TrainedArtefact> {
  const world = await createWorld({ ads: 50, store: createMemoryStore() });
  const rows = rowsOfKnownClicks(world.snapshot, world.profiles, 1_000, seededRandom(7));
  return trainArtefact(rows, { embeddingDim: 4, hidden: [16], epochs: 1 });
}
