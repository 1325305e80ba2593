import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePort } from '../services/ports.mjs';

test('a busy port is left to its owner and the next free one is named', async () => {
  const owner = createServer().listen(0, '127.0.0.1');
  await once(owner, 'listening');
  const address = owner.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const moves: [number, number][] = [];
  const chosen = await choosePort(address.port, (taken, next) => moves.push([taken, next]));
  expect(chosen).toBeGreaterThan(address.port);
  expect(moves).toEqual([[address.port, chosen]]);
  owner.close();
});

test('a free port is used as asked, without a word', async () => {
  const free = await choosePort(0);
  const moves: number[] = [];
  expect(await choosePort(free, (taken) => moves.push(taken))).toBe(free);
  expect(moves).toEqual([]);
});
