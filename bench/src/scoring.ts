/**
 * What ranking 100, 500 and 1,000 candidates costs: the plain ONNX graph on all of them (its run alone, and
 * with its inputs read and embedded), against the pre-ranker and the graph on its shortlist; and what is lost
 * by it on the returned slots, in nDCG of expected revenue against ranking everything; then the same model served
 * in eight bits, on all of them and on the rows of a shortlist. Medians of wall time, one thread, DCN-v2 of the
 * default size.
 * `npm run bench -- scoring [training rows]`
 */
import type { DecisionRecord } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { rowsOfKnownClicks } from './decision-cpu/known-clicks.ts';
import { loadArtefact, trainArtefact } from './decision-cpu/model.ts';
import { createWorld, type World } from './decision-cpu/world.ts';

const CANDIDATES = [100, 500, 1_000];
/** Rows of a shortlist, of one with chance, and of all. */
const SHORTLISTS = [6, 17, 100, 1_000];
const TRAINING_ROWS = Number(process.argv[2] ?? 40_000);
const REQUESTS = 150;
const PLAIN_RUNS = 60;

const store = createMemoryStore();
const largest = await createWorld({ ads: CANDIDATES.at(-1)!, exploration: 0, store });
const rows = rowsOfKnownClicks(largest.snapshot, largest.profiles, TRAINING_ROWS, seededRandom(7));
const artefact = await trainArtefact(rows);
const scorer = await loadArtefact(artefact);
const { auc } = artefact.card.metrics;
console.log(`DCN-v2, AUC ${auc?.toFixed(3)} on later rows; its pre-ranker:`, artefact.card.preRank);

const results: Record<string, string | number>[] = [];
for (const candidates of CANDIDATES) results.push(await measure(candidates));
console.table(results);
const int8 = await trainArtefact(rows, { precision: 'int8' });
const inEightBits = await loadArtefact(int8);
const precisions: Record<string, string | number>[] = [];
for (const [name, one, { card, files }] of [
  ['float32', scorer, artefact],
  ['int8', inEightBits, int8],
] as const) {
  const us: number[] = [];
  for (const size of SHORTLISTS) us.push(await plainGraphUs(one, size));
  precisions.push({
    name,
    'log loss': card.metrics.logLoss.toFixed(5),
    AUC: card.metrics.auc?.toFixed(4) ?? '',
    'model.onnx kB': Math.round(files['model.onnx'].length / 1024),
    ...Object.fromEntries(SHORTLISTS.map((size, i) => [`${size} rows us`, Math.round(us[i]!)])),
  });
}
console.table(precisions);
await scorer.dispose();
await inEightBits.dispose();
await store.close();

async function measure(candidates: number) {
  const world = await createWorld({ ads: candidates, exploration: 0, store });
  world.use(scorer);
  const everything = world.snapshot.ads.map(({ adId }) => adId);
  const warmUp = async () => {
    for (let i = 0; i < 100; i++) await world.decide(world.request());
  };
  await warmUp();
  const [one, four] = [await compare(world, everything, 1), await compare(world, everything, 4)];
  const graphUs = await plainGraphUs(scorer, candidates);
  return {
    candidates,
    'plain graph us': Math.round(graphUs),
    'with its inputs us': Math.round(one.wholeUs),
    'cascade us': Math.round(one.cascadeUs),
    'graph / cascade': (graphUs / one.cascadeUs).toFixed(1),
    'with inputs / cascade': (one.wholeUs / one.cascadeUs).toFixed(1),
    shortlist: one.shortlist.toFixed(1),
    'nDCG, 1 slot': one.ndcg.toFixed(5),
    'nDCG, 4 slots': four.ndcg.toFixed(5),
  };
}

/** The same requests ranked by the cascade and whole, as a trusted caller may ask for. */
async function compare(world: World, everything: string[], slots: number) {
  const requests = Array.from({ length: REQUESTS }, () => world.request(slots));
  let ndcg = 0;
  let shortlist = 0;
  world.stageUs.clear();
  const found: DecisionRecord[][] = [];
  for (const request of requests) found.push([...(await world.decide(request)).records]);
  const cascadeUs = stage(world, 'pre-rank') + stage(world, 'rank');
  world.stageUs.clear();
  for (const [i, request] of requests.entries()) {
    const whole = await world.decide({ ...request, restrictToAds: everything }, true);
    ndcg += gain(found[i]!) / gain(whole.records) / requests.length;
    const kept = found[i]![0]!.funnel.find((one) => one.stage === 'pre-rank')!.kept;
    shortlist += kept / requests.length;
  }
  return { cascadeUs, wholeUs: stage(world, 'rank'), ndcg, shortlist };
}

/** DCG of the expected revenue of what was returned. */
function gain(records: readonly DecisionRecord[]): number {
  return records.reduce((sum, { winner }, i) => sum + winner!.eCpmMicros / Math.log2(i + 2), 0);
}

function stage({ stageUs }: World, name: string): number {
  const us = stageUs.get(name)!.toSorted((a, b) => a - b);
  return us[us.length >> 1]!;
}

/** The graph alone on rows that are there already. */
async function plainGraphUs(from: Scorer, candidates: number): Promise<number> {
  const batch = from.embedder.newBatch(candidates);
  const random = seededRandom(5);
  for (const values of batch.rows) {
    for (let i = 0; i < values.length; i++) values[i] = random() - 0.5;
  }
  batch.count = candidates;
  const us: number[] = [];
  for (let i = 0; i < PLAIN_RUNS; i++) {
    const startMs = performance.now();
    await from.logits(batch);
    us.push(1000 * (performance.now() - startMs));
  }
  return us.toSorted((a, b) => a - b)[us.length >> 1]!;
}
