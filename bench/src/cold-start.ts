/**
 * `npm run bench -- cold-start --data <movielens_100k> [--seeds 3] [--choose]`: how well each source ranks for a viewer, and an
 * item, of whom 0, 1 and 5 events are known. MovieLens-100K by time; a rating of 4 or 5 is a click. New viewers are
 * those who first come in the last fifth; new items a fifth of all films, drawn by the seed, of which nothing is
 * known before it. The rows judged on are those after a newcomer's fifth event, the same in every column. What is
 * done is kept in .data/bench/cold-start.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { auc } from '@placard/ranking';
import { z } from 'zod';
import { KNOWN_FEATURES } from './cold-start/known-rows.ts';
import { meanAndSpread } from './cold-start/mean-and-spread.ts';
import { CUT, MOST_EVENTS, newcomers } from './cold-start/newcomers.ts';
import { BY_CONTENT, filmContent, similarityScores } from './cold-start/similarity.ts';
import {
  COUNTED,
  clusterScores,
  DEEP_SETTINGS,
  fitDeep,
  LEARNT,
  type Scores,
} from './cold-start/sources.ts';
import { readMovieLens100K } from './replay/import/movielens-100k.ts';
import { openStages } from './replay/stages.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    choose: { type: 'boolean', default: false },
  },
});
if (!values.data) throw new Error('say where the data is: --data <folder>');
const dataset = await readMovieLens100K(
  resolve(process.env.INIT_CWD ?? process.cwd(), values.data),
);
const EVENTS = [0, 1, MOST_EVENTS] as const;
/** The log-odds of the two, added up; not what serves. */
const BOTH = 'deep model and posterior rate';

const figuresSchema = z.record(z.string(), z.number());
type Figures = z.infer<typeof figuresSchema>;
const stages = await openStages(
  fileURLToPath(new URL('../../.data/bench/cold-start', import.meta.url)),
  { rows: dataset.interactions.length, KNOWN_FEATURES, DEEP_SETTINGS, version: 4 },
);

/** AUC by `source, viewers or items, events`. */
async function measure(seed: number): Promise<Figures> {
  const figures: Figures = {};
  const learnt = new Map<string, Scores>();
  for (const who of ['viewers', 'items'] as const) {
    for (const events of EVENTS) {
      const { training, judged, told } = newcomers(dataset, who, events, seed);
      if (learnt.size === 0) {
        for (const [name, fit] of Object.entries(LEARNT)) {
          learnt.set(name, (await fit(training, seed)).score);
        }
      }
      const clusters = clusterScores(dataset, told, seed);
      const counted = Object.entries(COUNTED);
      for (const [name, scores] of [
        ...counted,
        ['viewer clusters', clusters] as const,
        ...learnt,
      ]) {
        const labels = judged.map(({ clicked }) => Number(clicked));
        const scored = await scores(judged);
        figures[`${name}, ${who}, ${events}`] = auc(scored, labels)!;
        if (name !== 'deep model') continue;
        const both = judged.map(
          ({ posterior }, i) => scored[i]! + Math.log(posterior / (1 - posterior)),
        );
        figures[`${BOTH}, ${who}, ${events}`] = auc(both, labels)!;
      }
      if (events === 0) console.log(`seed ${seed}: ${judged.length} rows of new ${who}`);
    }
  }
  return figures;
}

/** The same of what films say: nothing is trained on events. */
async function measureContent(seed: number): Promise<Figures> {
  const content = await filmContent(dataset);
  const figures: Figures = {};
  for (const who of ['viewers', 'items'] as const) {
    for (const events of EVENTS) {
      const { judged, told } = newcomers(dataset, who, events, seed);
      const labels = judged.map(({ clicked }) => Number(clicked));
      for (const [name, scores] of Object.entries(similarityScores(content, told))) {
        figures[`${name}, ${who}, ${events}`] = auc(await scores(judged), labels)!;
      }
    }
  }
  return figures;
}

/** AUC of each way to train the deep model, on newcomers inside the training part alone. */
async function choose(seed: number): Promise<Figures> {
  const cut = Math.floor(dataset.interactions.length * CUT);
  const inside = { ...dataset, interactions: dataset.interactions.slice(0, cut) };
  const parts = EVENTS.map((events) => newcomers(inside, 'viewers', events, seed));
  const figures: Figures = {};
  for (const [name, settings] of Object.entries(DEEP_SETTINGS)) {
    const { score } = await fitDeep(parts[0]!.training, seed, settings);
    for (const [i, { judged }] of parts.entries()) {
      const labels = judged.map(({ clicked }) => Number(clicked));
      figures[`${name}, ${EVENTS[i]}`] = auc(await score(judged), labels)!;
      figures[`overall popularity, ${EVENTS[i]}`] = auc(
        judged.map(({ popularity }) => popularity),
        labels,
      )!;
    }
  }
  return figures;
}

if (values.choose) {
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
  const chosen: Figures[] = [];
  for (const seed of seeds) chosen.push(await choose(seed));
  console.log('| new viewers of the training part | 0 events | 1 | 5 |\n|---|---|---|---|');
  for (const name of ['overall popularity', ...Object.keys(DEEP_SETTINGS)]) {
    const cells = EVENTS.map((n) => meanAndSpread(chosen.map((one) => one[`${name}, ${n}`]!)));
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
  process.exit(0);
}

const runs: Figures[] = [];
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  const learnt = await stages.run(`seed-${seed}`, figuresSchema, () => measure(seed));
  const said = await stages.run(`content-${seed}`, figuresSchema, () => measureContent(seed));
  runs.push({ ...learnt, ...said });
}
const names = [
  ...Object.keys(COUNTED),
  'viewer clusters',
  ...BY_CONTENT,
  ...Object.keys(LEARNT),
  BOTH,
];
console.log(`\nAUC, mean of ${runs.length} seeds (least to most)\n`);
console.log(
  `| source | ${['viewer', 'item'].flatMap((who) => EVENTS.map((n) => `new ${who}, ${n} events`)).join(' | ')} |`,
);
console.log(`|${'---|'.repeat(1 + 2 * EVENTS.length)}`);
for (const name of names) {
  const cells = (['viewers', 'items'] as const).flatMap((who) =>
    EVENTS.map((n) => meanAndSpread(runs.map((run) => run[`${name}, ${who}, ${n}`]!))),
  );
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}
