import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type SessionPolicyReport, sessionPolicyReportSchema } from '@placard/contracts';
import type { VisitsInput } from './learn-session-policy.ts';

const PACKAGE_FOLDER = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../session-policy-main.ts', import.meta.url));

/**
 * Learns in a process of its own; null where there is too little to learn from. Rejects with what the process said
 * when it failed, and when `signal` aborts.
 */
export async function runSessionPolicyProcess(
  input: VisitsInput,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly report: SessionPolicyReport } | null> {
  const folder = await mkdtemp(join(tmpdir(), 'placard-session-policy-'));
  try {
    const inputFile = join(folder, 'input.json');
    const policyFile = join(folder, 'policy.json');
    const reportFile = join(folder, 'report.json');
    await writeFile(inputFile, JSON.stringify(input));
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', PROGRAM, inputFile, policyFile, reportFile],
      { cwd: PACKAGE_FOLDER, signal },
    );
    if (!existsSync(reportFile)) return null;
    return {
      bytes: await readFile(policyFile),
      report: sessionPolicyReportSchema.parse(JSON.parse(await readFile(reportFile, 'utf8'))),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
