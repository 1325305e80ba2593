import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureValues } from '@placard/contracts';
import { z } from 'zod';
import { type Row, readTable } from '../replay/import/table.ts';

/** One logged recommendation of the Open Bandit Dataset (Saito et al., NeurIPS 2021), in time order. */
export type Feedback = {
  readonly atMs: number;
  readonly action: number;
  /** 0, 1 or 2: the place in the list of three. */
  readonly position: number;
  readonly clicked: boolean;
  readonly propensity: number;
  readonly viewer: FeatureValues;
  /** Of this viewer to each item. */
  readonly affinities: readonly number[];
};

export type Campaign = {
  readonly items: readonly FeatureValues[];
  readonly random: readonly Feedback[];
  readonly thompson: readonly Feedback[];
  /** Of the production policy, one for each item. */
  readonly prior: { readonly alpha: readonly number[]; readonly beta: readonly number[] };
};

export const POSITIONS = 3;

/** Reads `random` and `bts` of one campaign and the production prior, as the data set lays them out. */
export async function readCampaign(folder: string, campaign: string): Promise<Campaign> {
  const prior = readPrior(await readFile(join(folder, 'prior_bts.yaml'), 'utf8'), campaign);
  const items = (await table(join(folder, 'random', campaign), 'item_context'))
    .sort((a, b) => Number(a.item_id) - Number(b.item_id))
    .map(({ item_feature_0, item_feature_1, item_feature_2, item_feature_3 }) => ({
      size: Number(item_feature_0),
      kind: item_feature_1 ?? null,
      brand: item_feature_2 ?? null,
      group: item_feature_3 ?? null,
    }));
  const log = async (policy: string) =>
    (await table(join(folder, policy, campaign), campaign))
      .map((row) => feedback(row, items.length))
      .sort((a, b) => a.atMs - b.atMs);
  if (prior.alpha.length !== items.length) {
    throw new Error(`${prior.alpha.length} priors for ${items.length} items of ${campaign}`);
  }
  return { items, prior, random: await log('random'), thompson: await log('bts') };
}

async function table(folder: string, name: string): Promise<Row[]> {
  const rows = await readTable(folder, name);
  if (!rows) throw new Error(`${join(folder, name)}.csv is missing`);
  return rows;
}

const rowSchema = z.object({
  timestamp: z.string(),
  item_id: z.coerce.number().int().nonnegative(),
  position: z.coerce.number().int().min(1).max(POSITIONS),
  click: z.coerce.number().int().min(0).max(1),
  propensity_score: z.coerce.number().positive().max(1),
});

function feedback(row: Row, itemCount: number): Feedback {
  const { timestamp, item_id, position, click, propensity_score } = rowSchema.parse(row);
  return {
    atMs: Date.parse(timestamp.replace(' ', 'T')),
    action: item_id,
    position: position - 1,
    clicked: click === 1,
    propensity: propensity_score,
    viewer: {
      u0: row.user_feature_0 ?? null,
      u1: row.user_feature_1 ?? null,
      u2: row.user_feature_2 ?? null,
      u3: row.user_feature_3 ?? null,
    },
    affinities: Array.from({ length: itemCount }, (_, i) => Number(row[`user-item_affinity_${i}`])),
  };
}

/** The file is two levels of names over lists of numbers, no more. */
function readPrior(yaml: string, campaign: string) {
  const lists: Record<string, number[]> = { alpha: [], beta: [] };
  let inside = false;
  let list: number[] | undefined;
  for (const line of yaml.split('\n')) {
    const name = /^(\s*)(\w+):\s*$/.exec(line);
    if (name) {
      if (name[1] === '') inside = name[2] === campaign;
      else list = lists[name[2]!];
      continue;
    }
    const value = /^\s*-\s*([\d.]+)\s*$/.exec(line);
    if (value && inside) list?.push(Number(value[1]));
  }
  return { alpha: lists.alpha!, beta: lists.beta! };
}
