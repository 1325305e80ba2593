import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTorchJob } from '../../src/engines/torch/run-job.ts';
import { writeTorchJob } from '../../src/engines/torch/write-job.ts';
import { VECTOR_CASES, vectorCase } from './case.ts';
import { VECTORS_PATH, vectorsSchema } from './vectors-file.ts';

// Records PyTorch's loss curves, those whose inputs changed: pnpm --filter @placard/training record-torch-vectors [python]

const python = process.argv[2] ?? '/usr/bin/python3';
const vectors = vectorsSchema.parse(JSON.parse(await readFile(VECTORS_PATH, 'utf8')));
const folder = await mkdtemp(join(tmpdir(), 'placard-torch-'));
try {
  for (const [name, kind, settings] of VECTOR_CASES) {
    const { inputs, ...job } = vectorCase(kind, settings);
    if (vectors.curves[name]?.inputs === inputs) continue;
    const own = join(folder, name);
    await writeTorchJob(own, { ...job, threads: 1, device: 'cpu' });
    const { engine, losses } = await runTorchJob(own, { python });
    vectors.engine = engine;
    vectors.curves[name] = { inputs, losses: losses.map((loss) => Number(loss.toPrecision(8))) };
    await writeFile(VECTORS_PATH, `${JSON.stringify(vectors)}\n`);
    console.log(`${name}: ${losses[0]} -> ${losses.at(-1)} in ${losses.length} steps on ${engine}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
