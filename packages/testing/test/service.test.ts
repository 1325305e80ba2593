import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually, spawnService } from '../src/index.ts';

const portVariable = 'TEST_SERVICE_PORT';

test('a spawned service answers, and is gone once killed', { timeout: 30_000 }, async () => {
  const service = await spawnService({
    entry: join(import.meta.dirname, 'service-that-answers.ts'),
    portVariable,
    env: { GREETING: 'good day' },
  });
  expect(await (await fetch(`${service.url}/health`)).text()).toBe('good day');
  await service.kill();
  await eventually(() =>
    fetch(service.url).then(
      () => false,
      () => true,
    ),
  );
  expect(() => process.kill(service.pid, 0)).toThrow();
});

test('a service that dies at start is an error with its output', { timeout: 30_000 }, async () => {
  const entry = join(import.meta.dirname, 'service-that-dies.ts');
  const start = spawnService({ entry, portVariable });
  await expect(start).rejects.toThrow(/ended with 3[\s\S]*the disk is on fire/);
});
