import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingSpec } from '../../src/index.ts';
import { containerRunner } from '../../src/runner/container.ts';
import { runSpec } from './run-spec.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../src/train-main.ts', import.meta.url));

/**
 * A container engine's command line whose containers are plain processes: it writes down how it was
 * called, runs the image's entry point, and `stop` sends SIGTERM.
 */
const ENGINE = `#!/bin/sh
echo "$*" >> "$0.calls"
case $1 in
  run) for spec; do :; done
    cd "${PACKAGE_FOLDER}" && echo $$ > "$0.pid"
    exec "${process.execPath}" --import tsx "${PROGRAM}" "$spec" ;;
  stop) kill -TERM "$(cat "$0.pid")" ;;
esac
`;

let folder: string;
let spec: TrainingSpec;
let command: string;
beforeEach(async () => {
  ({ folder, spec } = await runSpec());
  command = join(folder, 'engine');
  await writeFile(command, ENGINE);
  await chmod(command, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const runner = () =>
  containerRunner({ command, image: 'placard/trainer:1', gpus: 'all', stopTimeoutSeconds: 30 });

describe('training in a container', () => {
  it('mounts the run at its own path, without network, and answers with the card', async () => {
    const card = await runner().run({ spec, runId: 'run_1' });
    expect(card.kind).toBe('dcn-v2');
    const [remove, run] = (await readFile(`${command}.calls`, 'utf8')).split('\n');
    expect(remove).toBe('rm --force placard-training-run_1');
    const inside = join(folder, 'run');
    expect(run).toContain('--network=none');
    expect(run).toContain('--gpus=all');
    expect(run).toContain(`--volume=${inside}:${inside} placard/trainer:1 ${inside}/spec.json`);
  });

  it('is stopped when cancelled, and goes on from its checkpoint', async () => {
    const controller = new AbortController();
    // Long enough not to be done by the time that it is told to stop.
    const hyperparameters = { ...spec.hyperparameters, epochs: 20, patienceEpochs: 20 };
    const long = { ...spec, hyperparameters };
    const first = runner().run({
      spec: long,
      runId: 'run_1',
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('cancelled by an admin')),
    });
    await expect(first).rejects.toThrow('cancelled by an admin');
    const steps: number[] = [];
    await runner().run({
      spec: long,
      runId: 'run_1',
      onProgress: ({ model, point }) => model === 'dcn-v2' && steps.push(point.step),
    });
    expect(steps[0]).toBeGreaterThan(1);
    expect(await readFile(`${command}.calls`, 'utf8')).toContain('stop --time 30');
  });

  it('that cannot start says why', async () => {
    const missing = containerRunner({
      command: join(folder, 'no-such-engine'),
      image: 'x',
      gpus: null,
      stopTimeoutSeconds: 1,
    });
    await expect(missing.run({ spec, runId: 'run_1' })).rejects.toThrow(/ENOENT/);
  });
});
