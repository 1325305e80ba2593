import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../src/train-main.ts', import.meta.url));

/** What an image's entry point does: trains a spec and speaks in lines on standard output. */
export function trainerProcess(specFile: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', PROGRAM, specFile], {
    cwd: PACKAGE_FOLDER,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
