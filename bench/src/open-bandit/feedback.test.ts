import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@placard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCampaign } from './feedback.ts';
import { judge, modelRewards } from './judge.ts';
import { bernoulliThompson, proportional, uniform } from './policies.ts';
import { fitRewardModel } from './reward-model.ts';

const ITEMS = 4;
let folder: string;

/** Item 3 is clicked half the time, the others never. */
function log(): string {
  const affinities = Array.from({ length: ITEMS }, (_, i) => `user-item_affinity_${i}`);
  const features = Array.from({ length: 4 }, (_, i) => `user_feature_${i}`);
  const head = ['timestamp', 'item_id', 'position', 'click', 'propensity_score'];
  const rows = Array.from({ length: 400 }, (_, i) => {
    const item = i % ITEMS;
    const clicked = item === 3 && i % 8 === 3 ? 1 : 0;
    const second = String(i % 60).padStart(2, '0');
    const minute = String(Math.floor(i / 60)).padStart(2, '0');
    const at = `2019-11-24 00:${minute}:${second}.442536+00:00`;
    return [i, at, item, 1 + (i % 3), clicked, 0.25, 'a', 'b', 'c', 'd', 0, 0, 0, 0].join(',');
  });
  return [['', ...head, ...features, ...affinities].join(','), ...rows].join('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-open-bandit-'));
  const items = ['', 'item_id', ...[0, 1, 2, 3].map((i) => `item_feature_${i}`)].join(',');
  const context = [items, ...[3, 1, 0, 2].map((item) => `${item},${item},0.5,k${item},b,g`)];
  for (const policy of ['random', 'bts']) {
    await mkdir(join(folder, policy, 'small'), { recursive: true });
    await writeFile(join(folder, policy, 'small', 'small.csv'), log());
    await writeFile(join(folder, policy, 'small', 'item_context.csv'), context.join('\n'));
  }
  const list = (values: readonly number[]) => values.map((value) => `    - ${value}.0`).join('\n');
  await writeFile(
    join(folder, 'prior_bts.yaml'),
    `other:\n  alpha:\n${list([9])}\n  beta:\n${list([9])}\nsmall:\n  alpha:\n${list([1, 1, 1, 9])}\n  beta:\n${list([9, 9, 9, 1])}\n`,
  );
});

afterAll(() => rm(folder, { recursive: true }));

describe('the Open Bandit layout', () => {
  it('is read with items in order of their number and the prior of its campaign', async () => {
    const { items, random, prior } = await readCampaign(folder, 'small');
    expect(items.map(({ kind }) => kind)).toEqual(['k0', 'k1', 'k2', 'k3']);
    expect(prior).toEqual({ alpha: [1, 1, 1, 9], beta: [9, 9, 9, 1] });
    expect(random).toHaveLength(400);
    expect(random[3]).toMatchObject({ action: 3, position: 0, clicked: true, propensity: 0.25 });
    await expect(readCampaign(folder, 'large')).rejects.toThrow();
  });

  it('judges a policy that shows what is clicked above one that shows anything', async () => {
    const { items, random, prior } = await readCampaign(folder, 'small');
    const chance = seededRandom(1);
    const modelled = modelRewards(random, items, chance);
    const thompson = bernoulliThompson(prior, 2_000, chance);
    const model = fitRewardModel(random, items, chance);
    const at = { ...random[0]!, position: 0 };
    for (const policy of [thompson, proportional(model), uniform(ITEMS)]) {
      expect(Array.from(policy(at)).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
    }
    const worth = judge(modelled, uniform(ITEMS), chance);
    expect(worth.estimates.IPS!.estimate).toBeCloseTo(50 / 400, 12);
    expect(worth.weights.effectiveSampleSize).toBeCloseTo(400, 6);
    const better = judge(modelled, proportional(model), chance);
    expect(better.estimates.IPS!.estimate).toBeGreaterThan(1.5 * worth.estimates.IPS!.estimate);
  });
});
