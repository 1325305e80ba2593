import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';

test('waits until the condition holds and answers its result', async () => {
  let attempts = 0;
  const result = await eventually(
    () => {
      attempts += 1;
      if (attempts === 1) return false as const;
      if (attempts === 2) throw new Error('not yet');
      return 'there';
    },
    { intervalMs: 1 },
  );
  expect(result).toBe('there');
  expect(attempts).toBe(3);
});

test('gives up in time and names the last failure', async () => {
  const never = eventually(() => expect(1).toBe(2), { timeoutMs: 20, intervalMs: 5 });
  await expect(never).rejects.toThrow(/not so within 20 ms: .*expected 1 to be 2/s);
});
