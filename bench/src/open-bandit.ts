/**
 * `npm run bench -- open-bandit --data <folder>`: what policies would have earned on a campaign of the Open Bandit Dataset
 * (`--campaign`, men unless told), from its random log: the production Bernoulli Thompson sampling, whose IPW value is published, and ours.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@placard/domain';
import type { Interval } from '@placard/ranking';
import { readCampaign } from './open-bandit/feedback.ts';
import {
  ESTIMATORS,
  type Judgement,
  judge,
  type ModelledLog,
  modelRewards,
} from './open-bandit/judge.ts';
import {
  bernoulliThompson,
  countedThompson,
  type Policy,
  proportional,
  uniform,
} from './open-bandit/policies.ts';
import { fitRewardModel } from './open-bandit/reward-model.ts';

/** IPW of Bernoulli Thompson sampling from the random log, men's campaign, small version. */
const PUBLISHED_IPW = 0.00453;
/** As many as the library takes for the production policy. */
const DRAWS = 100_000;
const OWN_DRAWS = 20_000;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    campaign: { type: 'string', default: 'men' },
    seeds: { type: 'string', default: '3' },
  },
});
if (!values.data) throw new Error('say where the data set is: --data <folder>');
const { items, random, thompson, prior } = await readCampaign(
  resolve(process.env.INIT_CWD ?? '.', values.data),
  values.campaign,
);
const rate = (log: typeof random) => log.filter(({ clicked }) => clicked).length / log.length;
const middle = Math.floor(random.length / 2);
const [earlier, later] = [random.slice(0, middle), random.slice(middle)];

const runs = Array.from({ length: Number(values.seeds) }, (_, i) => {
  const chance = seededRandom(i + 1);
  const production = bernoulliThompson(prior, DRAWS, chance);
  const counted = countedThompson(earlier, items.length, OWN_DRAWS, chance);
  const contextual = proportional(fitRewardModel(earlier, items, chance));
  const [whole, half] = [modelRewards(random, items, chance), modelRewards(later, items, chance)];
  const on = (log: ModelledLog, policy: Policy) => judge(log, policy, chance);
  return {
    'Bernoulli TS, production prior; whole random log': on(whole, production),
    'uniform; later half': on(half, uniform(items.length)),
    'Bernoulli TS, production prior; later half': on(half, production),
    'ours: TS on clicks of the earlier half; later half': on(half, counted),
    'ours: FTRL rates of the earlier half, in proportion; later half': on(half, contextual),
  } satisfies Record<string, Judgement>;
});

console.log(
  `${values.campaign}, ${random.length} random decisions, mean click rate ${rate(random).toFixed(5)}; ` +
    `${thompson.length} of Thompson sampling, ${rate(thompson).toFixed(5)} on policy; ${runs.length} seeds.`,
);
const first = Object.keys(runs[0]!)[0] as keyof (typeof runs)[number];
const ours = runs.map((run) => run[first].estimates.IPS!.estimate);
console.log(
  `IPW of production Bernoulli TS from the random log: published ${values.campaign === 'men' ? PUBLISHED_IPW : 'none'}, ours ${spread(ours)}\n`,
);
console.log(
  `| policy; judged on | ${ESTIMATORS.join(' | ')} | effective rounds | mean weight | largest |`,
);
console.log(`|---|${'---|'.repeat(ESTIMATORS.length + 3)}`);
for (const name of Object.keys(runs[0]!) as (keyof (typeof runs)[number])[]) {
  const cells = ESTIMATORS.map((estimator) =>
    interval(runs.map((run) => run[name].estimates[estimator])),
  );
  const { weights } = runs[0]![name];
  const size = [
    weights.effectiveSampleSize.toFixed(0),
    weights.meanWeight.toFixed(3),
    Math.max(...weights.weights).toFixed(1),
  ];
  console.log(`| ${name} | ${[...cells, ...size].join(' | ')} |`);
}
console.log(
  '\nEach cell: mean over seeds ± half their range, and the 95 % bootstrap interval of the first seed.',
);

function spread(numbers: readonly number[]): string {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const range = (Math.max(...numbers) - Math.min(...numbers)) / 2;
  return `${mean.toFixed(5)} ± ${range.toFixed(5)}`;
}

function interval(estimates: readonly (Interval | null)[]): string {
  const known = estimates.filter((each) => each !== null);
  if (known.length === 0) return 'unknown';
  const { from, to } = known[0]!;
  return `${spread(known.map(({ estimate }) => estimate))} [${from.toFixed(5)}, ${to.toFixed(5)}]`;
}
