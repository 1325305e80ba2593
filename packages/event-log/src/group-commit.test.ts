import { expect, test } from 'vitest';
import { EventLogBusyError } from './errors.ts';
import { createGroupCommit } from './group-commit.ts';

function lane(maxWaiting = 100, maxBatch = 4) {
  const batches: (readonly number[])[] = [];
  let release: () => void = () => undefined;
  const held = { on: false };
  const group = createGroupCommit<number, number>({
    commit: async (batch) => {
      batches.push(batch);
      if (batch.includes(13)) throw new Error('thirteen');
      if (held.on) await new Promise<void>((resolve) => (release = resolve));
      return batch.map((n) => n * 2);
    },
    maxBatch,
    maxWaiting,
    lingerMs: 0,
  });
  return { group, batches, hold: held, release: () => release() };
}

test('calls that arrive together share one commit, and each gets its own results', async () => {
  const { group, batches } = lane();
  expect(await Promise.all([group.append([1, 2]), group.append([3])])).toEqual([[2, 4], [6]]);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('a call is never split, and a batch is never larger than asked unless one call is', async () => {
  const { group, batches } = lane();
  await Promise.all([[1, 2, 3], [4, 5], [6], [7, 8, 9, 10, 11]].map((call) => group.append(call)));
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9, 10, 11],
  ]);
});

test('too much waiting is refused at once, and room is made as batches commit', async () => {
  const { group, hold, release } = lane(3);
  hold.on = true;
  const first = group.append([1, 2, 3]);
  await expect(group.append([4])).rejects.toBeInstanceOf(EventLogBusyError);
  await new Promise(setImmediate);
  hold.on = false;
  release();
  await first;
  expect(await group.append([4])).toEqual([8]);
});

test('a refused batch is tried call by call, and only the offender fails', async () => {
  const { group } = lane();
  const results = await Promise.allSettled([[1], [13], [2]].map((call) => group.append(call)));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(group.waiting()).toBe(0);
});
