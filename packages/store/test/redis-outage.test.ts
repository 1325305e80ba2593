import { connect, createServer, type Socket } from 'node:net';
import { eventually, redisForTest } from '@placard/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRedisStore } from '../src/index.ts';

const { url, keyPrefix, drop } = redisForTest();
const target = new URL(url);

/** Passes bytes on to Redis, until told to hang: a connection that lost a byte stays dead, and open. */
const line = { hung: false, port: 0, sockets: new Set<Socket>() };
const proxy = createServer((client) => {
  let dead = false;
  const server = connect(Number(target.port), target.hostname);
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    line.sockets.add(from);
    from.on('data', (bytes) => {
      dead ||= line.hung;
      if (!dead) to.write(bytes);
    });
    from.on('close', () => to.destroy());
    from.on('error', () => to.destroy());
  }
});
beforeAll(async () => {
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  line.port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(async () => {
  for (const socket of line.sockets) socket.destroy();
  proxy.close();
  await drop();
});

test('a hung Redis costs a few time-outs, then fails at once, and serves again when it is back', async () => {
  const store = await createRedisStore({
    url: `redis://127.0.0.1:${line.port}`,
    keyPrefix,
    commandTimeoutMs: 100,
    deadConnectionMs: 500,
  });
  const ask = () => store.viewer('mkt_1', 'v1', 0);
  try {
    await eventually(ask);
    line.hung = true;
    for (let i = 0; i < 3; i++) await expect(ask()).rejects.toThrow(/timed out/i);
    const startMs = performance.now();
    for (let i = 0; i < 100; i++) await expect(ask()).rejects.toThrow(/does not answer/);
    expect(performance.now() - startMs).toBeLessThan(400);
    line.hung = false;
    await eventually(ask, { timeoutMs: 5_000 });
    expect(await ask()).toEqual({ profile: null, cappedCounts: new Map() });
  } finally {
    await store.close();
  }
});
