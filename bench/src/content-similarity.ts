/**
 * `npm run bench -- content-similarity --data <movielens_100k> [--seeds 3]`: how well what films say finds the film that
 * a viewer turns to next, where 0, 1 and 5 events are known of the viewer or the film: AUC of the film turned to (rated
 * 4 or 5) against 50 drawn at random, the films of the same kind (new ones against new ones). Newcomers as in
 * `cold-start`, whose table has the same sources on what was rated. No setting was chosen.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@placard/domain';
import type { KnownRow } from './cold-start/known-rows.ts';
import { meanAndSpread } from './cold-start/mean-and-spread.ts';
import { MOST_EVENTS, newcomers } from './cold-start/newcomers.ts';
import { filmContent, similarityScores } from './cold-start/similarity.ts';
import { readMovieLens100K } from './replay/import/movielens-100k.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, seeds: { type: 'string', default: '3' } },
});
if (!values.data) throw new Error('say where the data is: --data <folder>');
const dataset = await readMovieLens100K(
  resolve(process.env.INIT_CWD ?? process.cwd(), values.data),
);
const EVENTS = [0, 1, MOST_EVENTS] as const;
const OTHERS = 50;
const MOST_ROWS = 2_000;

const content = await filmContent(dataset);
const figures = new Map<string, number[]>();
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  for (const who of ['viewers', 'items'] as const) {
    for (const events of EVENTS) {
      const { judged, told } = newcomers(dataset, who, events, seed);
      const popularity = clicksBefore(told);
      const { 'content similarity': text, 'topic affinity': topics } = similarityScores(
        content,
        told,
      );
      const sources = {
        'clicks so far': async (rows: readonly KnownRow[]) => rows.map(popularity),
        'content similarity': text,
        'topic affinity': topics,
      };
      const films = [...new Set(judged.map(({ adId }) => adId))];
      const turnedTo = evenly(judged.filter(({ clicked }) => clicked));
      for (const [name, scores] of Object.entries(sources)) {
        const random = seededRandom(seed);
        let sum = 0;
        for (const row of turnedTo) {
          const others = Array.from({ length: OTHERS }, () => {
            return { ...row, adId: films[Math.floor(random() * films.length)]! };
          });
          const [own, ...rest] = Array.from(await scores([row, ...others]));
          const beaten = rest.map((other) => (own! > other ? 1 : own === other ? 0.5 : 0));
          sum += beaten.reduce<number>((total, won) => total + won, 0) / OTHERS;
        }
        const key = `${name}, ${who}, ${events}`;
        figures.set(key, [...(figures.get(key) ?? []), sum / turnedTo.length]);
      }
    }
  }
}
console.log(
  `| source | ${['viewer', 'item'].flatMap((who) => EVENTS.map((n) => `new ${who}, ${n} events`)).join(' | ')} |`,
);
console.log(`|${'---|'.repeat(1 + 2 * EVENTS.length)}`);
for (const name of ['clicks so far', 'content similarity', 'topic affinity']) {
  const cells = (['viewers', 'items'] as const).flatMap((who) =>
    EVENTS.map((n) => meanAndSpread(figures.get(`${name}, ${who}, ${n}`)!)),
  );
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

function evenly(rows: readonly KnownRow[]): KnownRow[] {
  const step = Math.max(1, rows.length / MOST_ROWS);
  return Array.from({ length: Math.min(MOST_ROWS, rows.length) }, (_, i) => {
    return rows[Math.floor(i * step)]!;
  });
}

/** How often a row's film was liked before the row, as far as told. */
function clicksBefore(told: ReturnType<typeof newcomers>['told']): (row: KnownRow) => number {
  const moments = new Map<string, number[]>();
  for (const { itemId, clicked, atMs } of told) {
    if (!clicked) continue;
    const known = moments.get(itemId);
    if (known) known.push(atMs);
    else moments.set(itemId, [atMs]);
  }
  return ({ adId, atMs }) => moments.get(adId)?.filter((moment) => moment < atMs).length ?? 0;
}
